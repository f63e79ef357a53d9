import { expect, test } from 'vitest';
import { openService, type Reply } from '../testing/echo-service.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const key = 'sk-canary-0123456789abcdef';
const answered: Reply = {
  status: 200,
  body: { choices: [{ finish_reason: 'stop', message: { content: '{"topic":"refund"}' } }] },
};

const openAi = async (reply: (path: string) => Reply = () => answered) => {
  const rig = await openTestEngine();
  const service = await openService(({ url }) => reply(url));
  const connect = (model: string, address = `${service.url}/v1`) =>
    rig.call('credentials.set', { name: 'AI', kind: 'ai', value: JSON.stringify({ address, key, model }) });
  return { rig, connect, ...service };
};

const flowWith = (params: object) =>
  drawFlow(
    {
      start: { type: 'manual' },
      ask: {
        type: 'ask-ai',
        params: {
          prompt: 'What is it about? {{ trigger.text }}',
          answer: { kind: 'fields', fields: [{ name: 'topic' }] },
          ...params,
        },
        onError: { retries: 0 },
      },
    },
    ['start > ask'],
    { name: 'Sort' },
  );
const start = ({ call }: TestEngine) =>
  call('runs.start', { subject: { flow: 'Sort' }, payload: { text: 'money back' } });

test('a flow asks what its dry run showed; the dry run asks nobody', async () => {
  const { rig, connect, requests } = await openAi();
  await connect('small');
  expect(await rig.call('credentials.list', {})).toMatchObject([{ kind: 'ai', hosts: ['127.0.0.1'], hint: null }]);
  const document = flowWith({ connection: 'AI' });
  const dry = await rig.call('runs.dry', { subject: { document }, payload: { text: 'money back' } });
  expect(requests).toEqual([]);
  const pinned = { ask: { topic: 'pinned' } };
  const tried = await rig.call('runs.dry', { subject: { document }, payload: { text: 'x' }, pinned } as never);
  expect(tried.steps[0]).toMatchObject({ pinned: true, output: { topic: 'pinned' } });
  expect((await rig.importFlow(document)).missingGrants).toEqual([]);
  const run = await start(rig);
  expect(run.steps[0]).toMatchObject({ status: 'succeeded', output: { topic: 'refund', usage: { question: null } } });
  expect(run.steps[0]?.did).toEqual(dry.steps[0]?.would);
  expect(requests.map(({ body }) => body)).toEqual([expect.stringContaining('<data>money back</data>')]);
  expect(run.steps[0]?.did).toMatchObject({ body: requests[0]?.body });
});

test('a limit a day holds for runs that begin at the same time', async () => {
  const { rig, connect, requests } = await openAi();
  await connect('small');
  await rig.importFlow(flowWith({ connection: 'AI', maxPerDay: 2 }));
  const runs = await Promise.all([start(rig), start(rig), start(rig), start(rig)]);
  const ended = await Promise.all(runs.map(({ id }) => rig.waitForRun(id)));
  expect(ended.map(({ status }) => status).sort()).toEqual(['failed', 'failed', 'succeeded', 'succeeded']);
  expect(ended.find(({ status }) => status === 'failed')?.error).toMatchObject({ code: 'ai.day-limit' });
  expect(requests).toHaveLength(2);
});

test('without a connection a flow can be tried, but not switched on', async () => {
  const { rig } = await openAi();
  const document = flowWith({});
  const dry = await rig.call('runs.dry', { subject: { document }, payload: { text: 'x' } });
  expect(dry).toMatchObject({ status: 'succeeded', steps: [{ would: { kind: 'prompt', practice: true } }] });
  await expect(rig.importFlow(document)).rejects.toMatchObject({
    code: 'flow.has-problems',
    message: expect.stringContaining('No AI service is connected to this step.'),
  });
});

test('the check knows whether the model is there; models are listed before anything is saved', async () => {
  const { rig, connect, url } = await openAi(() => ({
    status: 200,
    body: { data: [{ id: 'llama3.2:latest' }, { id: 'b' }] },
  }));
  expect(await rig.call('ai.models', { address: `${url}/v1`, key: '' })).toEqual({ models: ['b', 'llama3.2:latest'] });
  await connect('llama3.2');
  expect(await rig.call('credentials.check', { name: 'AI' })).toMatchObject({ ok: true, fix: null });
  await connect('c');
  expect(await rig.call('credentials.check', { name: 'AI' })).toMatchObject({
    ok: false,
    message: expect.stringContaining('does not have the model “c”'),
    fix: 'It has b, llama3.2:latest.',
  });
});

test('a refused key, and what an address may be, are said in words', async () => {
  const { rig, connect } = await openAi(() => ({ status: 401, body: { error: { message: `bad key ${key}` } } }));
  await connect('b');
  const check = await rig.call('credentials.check', { name: 'AI' });
  expect(check).toMatchObject({ ok: false, message: expect.stringContaining('did not accept the key') });
  expect(JSON.stringify([check, await rig.call('credentials.list', {})])).not.toContain(key);
  for (const address of ['http://api.example.com/v1', 'ftp://x', 'https://a:b@example.com'])
    await expect(connect('b', address)).rejects.toMatchObject({ code: 'credential.bad-value' });
  await expect(rig.call('ai.models', { address: 'http://api.example.com', key })).rejects.toMatchObject({
    code: 'credential.bad-value',
  });
});

test('the key is stored nowhere, whatever the service says', async () => {
  const { rig, connect } = await openAi(() => ({ status: 400, body: { error: { message: `no ${key}` } } }));
  await connect('small');
  await rig.importFlow(flowWith({ connection: 'AI', prompt: `Say ${key}` }));
  const run = await start(rig);
  expect(run).toMatchObject({ status: 'failed', error: { code: 'ai.refused' } });
  expect(JSON.stringify(await rig.call('runs.show', { run: run.id }))).not.toContain(key);
});
