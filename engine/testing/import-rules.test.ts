import { describe, expect, test } from 'vitest';
import { findCircle } from './find-circle.ts';
import { judgeImport } from './import-rules.ts';
import { readImports } from './read-imports.ts';

describe('reading imports', () => {
  test('finds every form', () => {
    const source = `
import a from './a.ts';
import type { B } from './b.ts';
import * as c from 'c';
import './d.css';
import {
  e,
  type F,
} from "./e.ts";
export * from './g.ts';
export type { H } from './h.ts';
export { i } from './i.ts';
const j = await import('./j.ts');
type K = typeof import('./k.ts');
const l = require('l');
import def, { type M } from './m.ts';
`;
    expect(readImports(source).sort()).toEqual(
      [
        './a.ts',
        './b.ts',
        './d.css',
        './e.ts',
        './g.ts',
        './h.ts',
        './i.ts',
        './j.ts',
        './k.ts',
        './m.ts',
        'c',
        'l',
      ].sort(),
    );
  });

  test('leaves out what only looks like one', () => {
    const source = [
      "// import a from './a.ts';",
      '/* import("./b.ts") */',
      " * import c from './c.ts';",
      "const text = \"import('./d.ts')\"; const url = 'http://e'; // import('./e.ts')",
      '`',
      "import f from './f.ts';",
      '`;',
      "export const from = 'g';",
      "export const imports = { from: './h.ts' };",
    ].join('\n');
    expect(readImports(source)).toEqual([]);
  });
});

describe('who may import whom', () => {
  test.each([
    ['engine/model/flow.ts', './ids.ts'],
    ['engine/contract/calls.ts', '../model/flow.ts'],
    ['engine/nodes/wait/wait.ts', '../define.ts'],
    ['engine/nodes/wait/wait.ts', './due.ts'],
    ['engine/nodes/wait/wait.ts', '../../model/json.ts'],
    ['engine/nodes/webhook/verify.ts', 'node:crypto'],
    ['engine/nodes/wait/wait.test.ts', '../../compile/compile.ts'],
    ['engine/compile/template/parse.ts', '../../model/closest.ts'],
    ['engine/run/loop.ts', '../compile/plan.ts'],
    ['engine/store/open.ts', 'better-sqlite3'],
    ['engine/adapters/databases/child.ts', 'better-sqlite3'],
    ['engine/listeners/hooks.ts', 'express'],
    ['engine/services/nodes.ts', '../nodes/nodes.gen.ts'],
    ['engine/engine.ts', './services/flows.ts'],
    ['engine/cli.ts', './server/serve.ts'],
    ['engine/cli/run.ts', '../engine.ts'],
    ['electron/main.ts', '../engine/engine.ts'],
    ['electron/main.ts', 'electron'],
    ['renderer/client/wire.ts', '../../engine/contract/client.ts'],
    ['renderer/canvas/card.tsx', '../ui/button.tsx'],
    ['renderer/main.tsx', './canvas/canvas.tsx'],
    ['renderer/main.tsx', 'react-dom/client'],
    ['e2e/fixtures.ts', '@playwright/test'],
  ])('%s may import %s', (file, specifier) => {
    expect(judgeImport(file, specifier)).toBeUndefined();
  });

  test.each([
    ['engine/model/flow.ts', '../nodes/define.ts'],
    ['engine/model/flow.ts', 'liquidjs'],
    ['engine/model/flow.ts', 'node:fs'],
    ['engine/contract/calls.ts', '../services/flows.ts'],
    ['engine/contract/calls.ts', 'node:crypto'],
    ['engine/nodes/wait/wait.ts', '../map/convert-field.ts'],
    ['engine/nodes/wait/wait.ts', '../nodes.gen.ts'],
    ['engine/nodes/wait/wait.ts', '../../compile/graph.ts'],
    ['engine/nodes/wait/wait.ts', '../../adapters/clock.ts'],
    ['engine/nodes/wait/wait.ts', 'node:fs'],
    ['engine/nodes/wait/wait.ts', 'fs'],
    ['engine/nodes/rules.ts', './map/convert-field.ts'],
    ['engine/nodes/rules.ts', '../compile/graph.ts'],
    ['engine/compile/plan.ts', '../run/loop.ts'],
    ['engine/compile/plan.ts', '../nodes/params.ts'],
    ['engine/run/loop.ts', '../store/open.ts'],
    ['engine/run/loop.ts', '../adapters/clock.ts'],
    ['engine/run/loop.ts', '../nodes/wait/wait.ts'],
    ['engine/run/loop.ts', 'better-sqlite3'],
    ['engine/store/open.ts', '../run/loop.ts'],
    ['engine/adapters/http.ts', 'express'],
    ['engine/listeners/hooks.ts', '../store/open.ts'],
    ['engine/services/flows.ts', '../server/serve.ts'],
    ['engine/services/flows.ts', '../cli.ts'],
    ['engine/services/flows.ts', 'better-sqlite3'],
    ['engine/services/flows.ts', '../testing/try-step.ts'],
    ['engine/server/serve.ts', '../services/flows.ts'],
    ['engine/engine.ts', './cli/run.ts'],
    ['engine/engine.ts', './bench/bench.ts'],
    ['engine/cli.ts', '../renderer/main.tsx'],
    ['engine/cli.ts', 'electron'],
    ['engine/run/loop.test.ts', 'electron'],
    ['engine/run/loop.test.ts', '../../electron/main.ts'],
    ['engine/run/loop.ts', './loop.test.ts'],
    ['electron/main.ts', '../engine/store/open.ts'],
    ['electron/main.ts', '../e2e/fixtures.ts'],
    ['renderer/canvas/card.tsx', '../../engine/contract/client.ts'],
    ['renderer/canvas/card.tsx', '../inspector/panel.tsx'],
    ['renderer/canvas/card.tsx', 'electron'],
    ['renderer/ui/button.tsx', '../stores/draft.ts'],
    ['renderer/client/wire.ts', '../../engine/engine.ts'],
    ['e2e/fixtures.ts', '../engine/engine.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(judgeImport(file, specifier)).toMatch(new RegExp(`^${file} imports .+, which .+ may not: .+\\.$`));
  });

  test('a folder without a rule is noticed', () => {
    expect(judgeImport('engine/misc/thing.ts', 'zod')).toContain('no rule is about');
  });

  test('the sentence says what to do instead', () => {
    expect(judgeImport('engine/run/loop.ts', '../store/open.ts')).toBe(
      'engine/run/loop.ts imports engine/store/open.ts, which engine/run may not: describe what you need as an interface in engine/model; engine.ts hands in the store, adapters and clock.',
    );
  });
});

describe('circles', () => {
  const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

  test('a circle is shown from the file it begins with', () => {
    expect(findCircle(graph({ start: ['a'], a: ['b', 'd'], b: ['c'], c: ['a'], d: [] }))).toEqual(['a', 'b', 'c', 'a']);
    expect(findCircle(graph({ a: ['a'] }))).toEqual(['a', 'a']);
  });

  test('two ways to one file are no circle', () => {
    expect(findCircle(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeUndefined();
  });
});
