import { expect, test } from 'vitest';
import { createPrograms } from '../../adapters/programs/programs.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './run-program.ts';

const outside = (isAllowed: boolean, filesFolder = tempFolder()) => ({
  programs: createPrograms({ isAllowed: () => isAllowed, denied: '/nowhere', filesFolder }),
});
const program = process.execPath;
const echo = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';

test('a dry run shows the command as it is then run, and runs nothing', async () => {
  const folder = tempFolder();
  const params = {
    program,
    args: ['-e', echo, '--', 'to {{ trigger.name }}', '{{ trigger.id }}'],
    input: '{{ trigger.name }}',
  };
  const trial = { trigger: { name: 'Ana $(id)', id: 7 }, outside: outside(true, folder) };
  const did = {
    kind: 'program',
    program,
    args: ['-e', echo, '--', 'to Ana $(id)', '7'],
    input: 'Ana $(id)',
    folder,
  };
  expect((await tryPreview(node, params, trial)).did).toEqual(did);
  expect(await tryStep(node, params, { ...trial })).toEqual({
    did,
    output: { output: '["to Ana $(id)","7"]', errors: '', truncated: false },
  });
});

test('a dry run without permission shows the command; a run is refused', async () => {
  const trial = { outside: outside(false) };
  expect((await tryPreview(node, { program, args: ['-v'] }, trial)).did).toMatchObject({ program, args: ['-v'] });
  await expect(tryStep(node, { program }, trial)).rejects.toMatchObject({ code: 'grant.missing' });
});

test('data gives no options unless it may', async () => {
  const trial = (value: string) => ({ trigger: { value }, outside: outside(true) });
  const step = { program, args: ['-e', echo, '--', '{{ trigger.value }}'] };
  await expect(tryStep(node, step, trial('--version'))).rejects.toMatchObject({
    code: 'program.option',
    who: 'person',
    data: { argument: 4 },
  });
  await expect(tryPreview(node, step, trial('-v'))).rejects.toMatchObject({ code: 'program.option' });
  const told = async (params: object, value: string) => (await tryStep(node, params as never, trial(value))).output;
  expect(await told(step, 'plain')).toMatchObject({ output: '["plain"]' });
  expect(await told({ ...step, allowOptions: true }, '--x')).toMatchObject({ output: '["--x"]' });
  // A person typed the beginning, so the program knows which option it is.
  const typed = { program, args: ['-e', echo, '--', '--name={{ trigger.value }}'] };
  expect(await told(typed, '--x')).toMatchObject({ output: '["--name=--x"]' });
});

test('says what it does, what it needs and what is missing', () => {
  const parsed = node.params.parse({ program: '/usr/bin/rsync', args: ['-a', '/in', '/out', '-v'] });
  expect(node.summary(parsed)).toBe('Runs rsync "-a" "/in" "/out" …');
  expect(node.grants?.(parsed)).toEqual([{ kind: 'program', target: '/usr/bin/rsync' }]);
  expect([node.effect(parsed), node.timeoutMs]).toEqual(['not-repeatable', 60_000]);
  expect(problemsOf(node, {})).toEqual(['program: No program is named.']);
  expect(problemsOf(node, { program: 'rsync' })).toEqual(['program: "rsync" does not say where the program is.']);
  expect(problemsOf(node, { program: '/bin/{{ trigger.name }}' })).toEqual([
    expect.stringContaining('the program must be named outright'),
  ]);
});

test.each([
  ['/bin/sh', ['-c', '{{ trigger.x }}'], 1],
  ['/bin/bash', ['-lc', 'echo {{ trigger.x }}'], 1],
  ['C:\\Windows\\System32\\cmd.exe', ['/c', '{{ trigger.x }}'], 1],
  ['/usr/bin/python3.12', ['-c', 'print("{{ trigger.x }}")'], 1],
  ['/usr/bin/node', ['-e', '{{ trigger.x }}'], 1],
  ['/bin/sh', ['-c', 'echo "$1"', 'sh', '{{ trigger.x }}'], 0],
  ['/usr/bin/python3', ['/home/ana/tidy.py', '{{ trigger.x }}'], 0],
  ['/usr/bin/rsync', ['-e', '{{ trigger.x }}'], 0],
])('%s %j: data that would be run as a command is a problem', (command, args, problems) => {
  const found = problemsOf(node, { program: command, args });
  expect(found.filter((problem) => problem.includes('would be run as a command'))).toHaveLength(problems);
});
