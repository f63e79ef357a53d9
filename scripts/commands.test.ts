import path from 'node:path';
import { expect, test } from 'vitest';
import { commandNames, engineFlags, personFolder, planCommand } from './commands.mjs';

const cli = path.join('/top', 'engine/cli.ts');
const words = (command: string, ...more: string[]) => planCommand('/top', command, more)?.map((stage) => stage.args);

test('words for the command line go to it unchanged', () => {
  expect(words('whenthen', 'run', 'a b.flow.json', '--dry')).toEqual([
    [...engineFlags, cli, 'run', 'a b.flow.json', '--dry'],
  ]);
  expect(words('start', '--port', '0')).toEqual([
    ['scripts/build-screens.mjs'],
    [...engineFlags, cli, 'serve', '--port', '0'],
  ]);
});

test('words that choose the form of the app are no words of the app', () => {
  expect(words('start', '--browser', '--port', '0')?.[1]).toEqual([...engineFlags, cli, 'serve', '--port', '0']);
});

test('a check does the cheap things first and ends with vitest', () => {
  const stages = planCommand('/top', 'check', ['engine/nodes']);
  expect(stages?.map((stage) => stage.says)).toEqual([
    'list of node types',
    'schema of the flow file',
    'types',
    'lint and format',
    // Sees to the SSH server of the tests, and says so only when it installs one.
    undefined,
    'tests',
  ]);
  expect(stages?.at(-1)?.args.slice(1)).toEqual(['run', 'engine/nodes']);
});

test('a test run is a check and the stories, and ends with one line for both', () => {
  const stages = planCommand('/top', 'test', []) ?? [];
  expect(stages.slice(0, 6)).toEqual(planCommand('/top', 'check', []));
  expect(stages.slice(6, -1)).toEqual(planCommand('/top', 'e2e', []));
  expect(stages.at(-1)?.args).toEqual(['scripts/print-summary.mjs']);
});

test('a command there is not has no stages', () => {
  expect([planCommand('/top', 'deploy', []), planCommand('/top', 'toString', [])]).toEqual([undefined, undefined]);
  expect(commandNames).toEqual([
    'test',
    'check',
    'e2e',
    'screens',
    'whenthen',
    'start',
    'desktop',
    'package',
    'dev',
    'generate',
    'bench',
    'torture',
  ]);
});

test('files are looked for where the person called npm', () => {
  expect(personFolder('/top', '/top', { INIT_CWD: '/top/flows' })).toBe('/top/flows');
  expect(personFolder('/top', '/elsewhere', { INIT_CWD: '/top' })).toBe('/elsewhere');
  expect(personFolder('/top', '/top', {})).toBe('/top');
});
