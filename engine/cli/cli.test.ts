import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whenthen } from '../testing/command-line.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { tempFolder } from '../testing/temp-folder.ts';

/** A folder with a flow file that greets, writes a file, and has a test of its own. */
const openFolder = () => {
  const folder = tempFolder();
  const data = join(folder, 'data');
  const target = join(folder, 'hello.txt');
  const flow = {
    ...drawFlow(
      {
        go: { type: 'manual', params: { fields: [{ name: 'name' }] } },
        greet: { type: 'map', params: { fields: [{ name: 'text', value: 'Hello {{ trigger.name }}' }] } },
        write: { type: 'write-file', params: { path: target, mode: 'replace', content: '{{ steps.greet.text }}' } },
      },
      ['go > greet > write'],
      { name: 'Greet' },
    ),
    samples: [{ id: 's', node: 'go', payload: { name: 'Zoë' } }],
    tests: [
      { name: 'It greets', sample: 's', expect: [{ node: 'greet', path: 'text', op: 'equals', value: 'Hello Zoë' }] },
    ],
  };
  const file = join(folder, 'greet.flow.json');
  writeFileSync(file, JSON.stringify(flow));
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return { folder, data, file, target, flow, put, say: (...words: string[]) => whenthen([...words, '--data', data]) };
};

describe('flows on the command line', () => {
  test('are imported, listed, switched on and off, exported and removed', async () => {
    const { say, file, target, folder } = openFolder();
    const listed = await say('import', file);
    expect([listed.code, listed.out]).toEqual([0, expect.stringContaining(`needs permission: write-file ${target}`)]);
    const refused = await say('on', 'Greet');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining(target)]);
    expect((await say('import', file, '--on')).code).toBe(1);
    expect((await say('import', file, '--on', '--allow', 'all', '--json')).json).toMatchObject([
      { name: 'Greet', on: true, missingGrants: [] },
    ]);
    expect((await say('list', '--json')).json).toMatchObject([{ name: 'Greet', on: true }]);
    expect((await say('off', 'Greet')).out).toContain('Greet: off');
    const copy = join(folder, 'copy.flow.json');
    expect((await say('export', 'Greet', '-o', copy)).code).toBe(0);
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toMatchObject({ format: 'whenthen.flow/1', name: 'Greet' });
    expect((await say('remove', 'Greet')).code).toBe(0);
    expect((await say('list', '--json')).json).toEqual([]);
    const gone = await say('off', 'Greet', '--json');
    expect([gone.code, gone.json]).toMatchObject([1, { error: { code: 'flow.not-found', who: 'person' } }]);
  });

  test('are checked: every problem with its place and a fix, across files too', async () => {
    const { say, file, put } = openFolder();
    expect(await say('check', file)).toMatchObject({ code: 0, out: expect.stringContaining('no problems') });
    const hook = (name: string) =>
      JSON.stringify(drawFlow({ hook: { type: 'webhook', params: { path: 'same' } } }, [], { name }));
    const wrong = put('wrong.flow.json', JSON.stringify(drawFlow({ hook: { type: 'webhok' } }, [], { name: 'W' })));
    const checked = await say('check', put('a.flow.json', hook('A')), put('b.flow.json', hook('B')), wrong, '--json');
    expect(checked.code).toBe(1);
    expect(checked.json).toMatchObject([
      { problems: [] },
      { problems: [{ code: 'webhook.duplicate-path', node: 'hook', param: 'path' }] },
      {
        problems: expect.arrayContaining([
          expect.objectContaining({ code: 'node.unknown-type', fix: 'Did you mean "webhook"?' }),
        ]),
      },
    ]);
  });

  test('run their own tests', async () => {
    const { say, file, flow, put } = openFolder();
    expect(await say('test', file)).toMatchObject({ code: 0, out: expect.stringMatching(/1 passed, 0 failed\n$/) });
    const [first] = flow.tests;
    const failing = { ...flow, tests: [{ ...first, expect: [{ node: 'greet', op: 'skipped' }] }] };
    const failed = await say('test', put('failing.flow.json', JSON.stringify(failing)));
    expect(failed).toMatchObject({ code: 1, out: expect.stringMatching(/0 passed, 1 failed\n$/) });
  });
});

describe('runs on the command line', () => {
  test('a dry run shows what would be written and writes nothing; a real one does it', async () => {
    const { say, file, target, put } = openFolder();
    const payload = put('payload.json', '{"name":"Ana"}');
    const dry = await say('run', file, '--dry', '--payload', payload);
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('Hello Ana')]);
    expect(() => readFileSync(target)).toThrow(/ENOENT/);
    const refused = await say('run', file, '--payload', payload, '--json');
    expect([refused.code, refused.json.error.code]).toEqual([1, 'grant.missing']);
    const run = await say('run', file, '--payload', payload, '--allow', 'all', '--json');
    expect([run.code, run.json.status]).toEqual([0, 'succeeded']);
    expect(readFileSync(target, 'utf8')).toBe('Hello Ana');
    const shown = await say('run-show', run.json.id, '--json');
    expect(shown.json.steps.map((step: { node: string; status: string }) => [step.node, step.status])).toEqual([
      ['greet', 'succeeded'],
      ['write', 'succeeded'],
    ]);
    expect((await say('runs', '--status', 'failed', '--json')).json).toMatchObject([{ id: refused.json.id }]);
    const retried = await say('retry', refused.json.id, '--json');
    expect([retried.code, retried.json.status]).toEqual([0, 'succeeded']);
    expect((await say('list', '--json')).json).toEqual([]);
  });

  test('the payload may come from standard input; bad JSON says where it is wrong', async () => {
    const { data, file } = openFolder();
    const words = ['run', file, '--dry', '--payload', '-', '--data', data];
    expect((await whenthen(words, '{"name":"Bo"}')).out).toContain('Hello Bo');
    const bad = await whenthen(words, '{"name": Bo}');
    expect([bad.code, bad.err]).toEqual([1, expect.stringMatching(/not valid JSON: line 1, position 10/)]);
  });

  test('an announced event starts the flows that listen; --data is the event or the folder', async () => {
    const { data, put } = openFolder();
    const listen = {
      order: { type: 'app-event', params: { name: 'order' } },
      keep: { type: 'map', params: { fields: [{ name: 'n', value: '{{ trigger.data.n }}' }] } },
    };
    const file = put('listen.flow.json', JSON.stringify(drawFlow(listen, ['order > keep'], { name: 'Listens' })));
    expect((await whenthen(['--data', data, 'import', file, '--on'])).code).toBe(0);
    const event = put('event.json', '{"n":7}');
    const sent = await whenthen(['emit', 'order', '--data', event, '--data', data, '--json']);
    expect([sent.code, sent.json.runs]).toEqual([0, [expect.stringMatching(/^run_/)]]);
    const nobody = await whenthen(['--data', data, 'emit', 'nothing', '--data', '-', '--json'], '{}');
    expect(nobody.json.runs).toEqual([]);
    const inbox = (await whenthen(['inbox', '--json', '--data', data])).json;
    expect(inbox.map(({ verdict, node }: { verdict: string; node: string }) => [node, verdict])).toEqual([
      ['nothing', 'nobody-listens'],
      ['order', 'started'],
    ]);
  });
});

test('secrets go in through standard input and never come out', async () => {
  const { data } = openFolder();
  const set = await whenthen(['credential', 'set', 'stripe-secret', '--data', data], 'whsec_very_secret\n');
  expect([set.code, set.out]).toEqual([0, 'Saved "stripe-secret"\n']);
  const listed = await whenthen(['credential', 'list', '--json', '--data', data]);
  expect(listed.json).toMatchObject([{ name: 'stripe-secret', kind: 'secret', usedBy: [] }]);
  expect(listed.out).not.toContain('whsec');
  const bad = await whenthen(['credential', 'set', 'b', '--kind', 'basic', '--data', data], 'no colon');
  expect([bad.code, bad.err]).toEqual([1, expect.stringContaining('user:password')]);
  expect((await whenthen(['credential', 'remove', 'stripe-secret', '--data', data])).code).toBe(0);
  expect((await whenthen(['credential', 'remove', 'stripe-secret', '--data', data])).code).toBe(1);
});

test('the doctor looks at everything and says it is well', async () => {
  const { say } = openFolder();
  const { code, json } = await say('doctor', '--json');
  expect(code).toBe(0);
  expect(json.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok])).toEqual([
    ['WhenThen', true],
    ['Data folder', true],
    ['Database config.db', true],
    ['Database runs.db', true],
    ['Webhook port', true],
    ['Public address', true],
    ['Connections', true],
  ]);
});

test.each([
  ['an unknown command', ['frobnicate']],
  ['a missing argument', ['import']],
  ['an unknown option', ['list', '--colour']],
  ['a value there is not', ['runs', '--status', 'sleeping']],
  ['a port that is none', ['serve', '--port', '99999']],
  ['a word too many', ['list', 'everything']],
])('%s is bad use: exit code 2', async (_, words) => {
  const { say } = openFolder();
  const { code, err } = await say(...words);
  expect([code, err]).toEqual([2, expect.stringMatching(/^error: /)]);
});

describe('workflows of n8n on the command line', () => {
  const workflow = {
    name: 'From n8n',
    nodes: [
      { name: 'Go', type: 'n8n-nodes-base.manualTrigger', position: [0, 0], parameters: {} },
      {
        name: 'Sum',
        type: 'n8n-nodes-base.set',
        typeVersion: 3.4,
        position: [200, 0],
        parameters: { mode: 'raw', jsonOutput: '={"a": {{ $json.a > 1 }}}' },
      },
      { name: 'Sheet', type: 'n8n-nodes-base.googleSheets', position: [400, 0], parameters: {} },
    ],
    connections: { Go: { main: [[{ node: 'Sum' }]] }, Sum: { main: [[{ node: 'Sheet' }]] } },
  };

  test('are checked and imported with a report on every node', async () => {
    const { say, put } = openFolder();
    const file = put('workflow.json', JSON.stringify(workflow));
    const told = [
      { name: 'Go', outcome: 'translated', became: 'manual', differences: [] },
      { name: 'Sum', outcome: 'approximated', became: 'map', differences: [expect.stringContaining('$json.a > 1')] },
      { name: 'Sheet', outcome: 'placeholder', became: 'placeholder' },
    ];
    const checked = await say('check', file, '--json');
    expect([checked.code, checked.json]).toMatchObject([1, [{ imported: { from: 'n8n', nodes: told } }]]);
    const imported = await say('import', file, '--json');
    expect([imported.code, imported.json]).toMatchObject([
      0,
      [{ name: 'From n8n', on: false, imported: { nodes: told } }],
    ]);
    expect((await say('check', file)).out).toContain('From n8n: 1 translated, 1 approximated, 1 to be replaced');
  });
});
