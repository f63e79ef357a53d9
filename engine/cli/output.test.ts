import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whenthen } from '../testing/command-line.ts';
import { hookFlow } from '../testing/hook-flow.ts';
import { tempFolder } from '../testing/temp-folder.ts';

/** A data folder, and a way to write files beside it. */
const openFolder = () => {
  const folder = tempFolder();
  const data = join(folder, 'data');
  const put = (name: string, value: unknown): string => {
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
    return join(folder, name);
  };
  return { folder, data, put };
};

const summary = ['addresses', 'edited', 'id', 'name', 'on', 'pausedReason', 'savedAt', 'sentence', 'version'];
const keysOf = (value: object): string[] => Object.keys(value).sort();

test('what --json prints has the documented fields', async () => {
  const { data, put } = openFolder();
  const imported = await whenthen(['import', put('a.json', hookFlow({ name: 'A' })), '--on', '--json', '--data', data]);
  expect(keysOf(imported.json[0])).toEqual(
    [...summary, 'missingCredentials', 'missingGrants', 'practice', 'problems'].sort(),
  );
  const [list, run, bad] = await Promise.all([
    whenthen(['--json', '--data', data, 'list']).then(async (listed) => ({
      listed,
      emitted: await whenthen(['--data', data, 'emit', 'nothing']),
      inbox: await whenthen(['inbox', '--limit', '1', '--json', '--data', data]),
    })),
    whenthen([
      'run',
      put('b.json', hookFlow({ name: 'B' })),
      '--payload',
      put('p.json', { n: 1 }),
      '--json',
      '--data',
      `${data}2`,
    ]),
    whenthen(['check', put('bad.json', hookFlow({ hook: { path: 'a b' } })), '--json', '--data', `${data}3`]),
  ]);
  const card = [
    'attention',
    'drift',
    'holding',
    'quiet',
    'recent',
    'runsThisWeek',
    'state',
    'toFinish',
    'triggers',
    'trouble',
  ];
  expect(keysOf(list.listed.json[0])).toEqual([...summary, ...card].sort());
  expect([list.emitted.code, list.emitted.out]).toEqual([0, 'Announced "nothing": 0 runs started\n']);
  expect(keysOf(list.inbox.json[0])).toEqual(
    [
      'flow',
      'flowId',
      'headline',
      'id',
      'kind',
      'node',
      'payload',
      'raw',
      'reason',
      'receivedAt',
      'repeatOf',
      'runId',
      'verdict',
    ].sort(),
  );
  expect(run.json).toMatchObject({
    id: expect.stringMatching(/^run_/),
    event: expect.stringMatching(/^evt_/),
    flow: 'B',
    status: 'succeeded',
    trigger: 'in',
    error: null,
    payload: { body: { n: 1 } },
    steps: [{ node: 'step', type: 'map', status: 'succeeded', attempt: 1, output: { got: { n: 1 } }, error: null }],
  });
  expect([bad.code, bad.err]).toEqual([1, '']);
  expect(bad.json).toEqual([
    {
      file: expect.stringMatching(/bad\.json$/),
      problems: [
        {
          code: expect.stringMatching(/^\w+\.[\w-]+$/),
          severity: 'error',
          node: 'in',
          param: 'path',
          message: expect.stringMatching(/\.$/),
          fix: expect.stringMatching(/\.$/),
        },
      ],
    },
  ]);
});

test('what went wrong is a sentence on standard error, or a fault as JSON', async () => {
  const { folder, data, put } = openFolder();
  const missing = join(folder, 'nope.json');
  const said = await whenthen(['import', missing, '--data', data]);
  expect(said).toMatchObject({
    code: 1,
    out: '',
    err: `The file ${missing} cannot be read: it does not exist.\n  Check the path.\n`,
  });
  const told = await whenthen(['import', put('bad.json', '{"a":1,}'), '--json', '--data', data]);
  expect([told.code, told.err]).toEqual([1, '']);
  expect(told.json).toEqual({
    error: {
      code: 'json.malformed',
      who: 'person',
      message: expect.stringMatching(/^bad\.json: .*line 1, position 8/),
      fix: 'Check quotes, commas and brackets at that place.',
      retryable: false,
    },
  });
});

test('a mistyped file of event data is an error, not a new data folder', async () => {
  const { folder, data } = openFolder();
  const mistyped = join(folder, 'ordr.json');
  const said = await whenthen(['--data', data, '--json', 'emit', 'order', '--data', mistyped]);
  expect([said.code, said.json.error.code]).toEqual([1, 'file.unreadable']);
  expect(existsSync(mistyped)).toBe(false);
});

test('help is no mistake', async () => {
  const said = await whenthen(['--help']);
  expect([said.code, said.err]).toEqual([0, '']);
  for (const command of ['serve', 'import', 'run', 'test', 'inbox', 'credential', 'doctor'])
    expect(said.out).toMatch(new RegExp(`^  ${command} `, 'm'));
});
