import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importName, writeNodeList } from './generate-nodes.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'whenthen-generate-'));
afterAll(() => rmSync(root, { recursive: true }));

test('the list is the same whatever the order of the folders', () => {
  expect(writeNodeList(['wait', 'http-request'])).toBe(writeNodeList(['http-request', 'wait']));
});

test('a type becomes a name that can be imported', () => {
  expect(['http-request', 'if', 'sqlite-2-row'].map(importName)).toEqual(['httpRequest', 'ifNode', 'sqlite2Row']);
});

test('writes folders that hold a node, and says when the list is stale', () => {
  const nodes = path.join(root, 'engine/nodes');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(root, 'scripts/generate-nodes.mjs'), ...args], { encoding: 'utf8' });
  mkdirSync(path.join(root, 'scripts'), { recursive: true });
  cpSync(new URL('./generate-nodes.mjs', import.meta.url), path.join(root, 'scripts/generate-nodes.mjs'));
  for (const type of ['if', 'half-done']) mkdirSync(path.join(nodes, type), { recursive: true });
  writeFileSync(path.join(nodes, 'if/if.ts'), '');

  expect(run('--check')).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run generate') });
  expect(run().status).toBe(0);
  expect(readFileSync(path.join(nodes, 'nodes.gen.ts'), 'utf8')).toContain(
    "import { node as ifNode } from './if/if.ts';",
  );
  expect(readFileSync(path.join(nodes, 'nodes.gen.ts'), 'utf8')).not.toContain('half-done');
  expect(run('--check').status).toBe(0);

  writeFileSync(path.join(nodes, 'half-done/half-done.ts'), '');
  expect(run('--check').status).toBe(1);
});
