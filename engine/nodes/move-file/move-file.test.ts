import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createUserFiles } from '../../adapters/files/user-files.ts';
import { personFault } from '../../model/fault.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './move-file.ts';

let folder: string;
beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'scan.pdf'), 'scan');
});

const outside = () => ({
  files: createUserFiles({
    absolute: (path) => resolve(folder, path),
    resolvePath: (path) => resolve(folder, path),
    isAllowed: (path) => path.startsWith(folder),
  }),
});
const trial = () => ({ trigger: { name: 'Ana' }, startedAtMs: Date.now(), outside: outside() });

test('a dry run shows where the file would go, and leaves it where it is', async () => {
  const params = { from: 'in/scan.pdf', to: 'out/{{ trigger.name }}.pdf' };
  const preview = await tryPreview(node, params, trial());
  const [from, to] = [join(folder, 'in', 'scan.pdf'), join(folder, 'out', 'Ana.pdf')];
  expect(preview).toEqual({
    output: { path: to, name: 'Ana.pdf', from, bytes: 4, replaced: false },
    did: { kind: 'move', from, to, bytes: 4, replaces: false },
  });
  expect(readdirSync(folder)).toEqual(['in']);
  expect(await tryStep(node, params, trial())).toEqual(preview);
  expect([existsSync(from), readFileSync(to, 'utf8')]).toEqual([false, 'scan']);
});

test('a dry run without permission shows the paths as typed; one that cannot work fails', async () => {
  const closed = createUserFiles({
    absolute: (path) => path,
    resolvePath: () => {
      throw personFault('grant.missing', 'This flow is not allowed to write there.');
    },
    isAllowed: () => false,
  });
  const params = { from: 'in/scan.pdf', to: 'out/' };
  expect((await tryPreview(node, params, { ...trial(), outside: { files: closed } })).did).toMatchObject(params);
  await expect(tryPreview(node, { ...params, from: 'in/none.pdf' }, trial())).rejects.toMatchObject({
    code: 'file.not-found',
  });
});

test('says what it does, what it needs and what is missing', () => {
  const grants = (to: string) => node.grants?.(node.params.parse({ from: '/in/a.pdf', to }));
  const source = { kind: 'write-file', target: '/in/a.pdf' };
  expect(grants('/out/')).toEqual([source, { kind: 'write-file', target: '/out/' }]);
  expect(grants('/out/Done')).toEqual([source, { kind: 'write-file', target: '/out/Done/' }]);
  expect(grants('/out/b.pdf')).toEqual([source, { kind: 'write-file', target: '/out/b.pdf' }]);
  expect(node.summary(node.params.parse({ from: '/in/a.pdf', to: '/out/' }))).toBe('Moves "/in/a.pdf" to "/out/"');
  expect(node.effect(node.params.parse({}))).toBe('repeatable');
  expect(problemsOf(node, {})).toEqual(['from: No file is named.', 'to: No place is named.']);
});
