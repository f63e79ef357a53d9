import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JsonRecord } from '../model/json.ts';
import { openService } from '../testing/echo-service.ts';
import { openTestEngine } from '../testing/open-engine.ts';

type Workflow = JsonRecord & { nodes: JsonRecord[] };

const read = (name: string): string =>
  readFileSync(new URL(`../n8n/fixtures/${name}.n8n.json`, import.meta.url), 'utf8');

test('a workflow of n8n is looked at, imported, switched on and does its work', async () => {
  const service = await openService(() => ({ status: 200, body: { id: 'w1' } }));
  const engine = await openTestEngine();
  const workflow = JSON.parse(read('paid-orders').replace('https://warehouse.example/api', service.url)) as Workflow;
  // The connection is something a person makes; without it there is nothing to open.
  workflow.nodes = workflow.nodes.map(({ credentials: _left, ...node }) => node);
  const preview = await engine.call('flows.preview', { document: workflow });
  expect(preview.imported?.nodes.map(({ outcome }) => outcome)).toEqual(Array(7).fill('translated'));
  expect(preview.inspection.problems).toEqual([]);
  expect(preview.missingCredentials).toEqual([]);
  const { imported, ...report } = await engine.call('flows.import', { document: workflow });
  expect([imported, report.on]).toEqual([preview.imported, false]);
  await engine.call('flows.allow', { flow: 'Paid orders', allow: 'all' });
  await engine.call('flows.turnOn', { flow: 'Paid orders' });
  const order = { id: 7, total: 120.5, country: 'PT', email: 'Ana@Example.com', 'first name': 'Ana' };
  const large = await engine.post('shop/paid', { order });
  expect([large.status, large.json]).toEqual([201, { ok: true, id: 'w1' }]);
  expect(service.requests.map(({ body }) => JSON.parse(body))).toEqual([
    { email: 'ana@example.com', total: 120.5, note: 'for Order 7 of Ana', express: true },
  ]);
  const small = await engine.post('shop/paid', { order: { ...order, total: 5 } });
  expect([small.status, small.text]).toEqual([200, 'Thanks Ana@Example.com']);
});

test('a workflow with a step that has no counterpart cannot be switched on before it is replaced or skipped', async () => {
  const engine = await openTestEngine();
  const document = {
    name: 'Sheet',
    nodes: [
      { name: 'Go', type: 'n8n-nodes-base.manualTrigger', position: [0, 0], parameters: {} },
      {
        name: 'Sheet',
        type: 'n8n-nodes-base.googleSheets',
        position: [200, 0],
        parameters: { range: '={{ $json.a }}' },
      },
    ],
    connections: { Go: { main: [[{ node: 'Sheet', type: 'main', index: 0 }]] } },
  };
  const { document: flow } = await engine.call('flows.create', { document });
  await expect(engine.call('flows.turnOn', { flow: 'Sheet' })).rejects.toMatchObject({
    code: 'flow.has-problems',
    message: expect.stringContaining('This step was the n8n node n8n-nodes-base.googleSheets and has to be replaced.'),
  });
  const skipped = { ...flow, nodes: flow.nodes.map((node) => ({ ...node, skip: node.type === 'placeholder' })) };
  await engine.call('flows.import', { document: skipped, on: true });
  expect(await engine.call('flows.list', {})).toMatchObject([{ name: 'Sheet', on: true }]);
});

test('what is no workflow after all is refused with a fault', async () => {
  const engine = await openTestEngine();
  const nodes = Array.from({ length: 501 }, (_, index) => ({
    name: `${index}`,
    type: 'x',
    position: [0, 0],
    parameters: {},
  }));
  for (const call of ['flows.preview', 'flows.import', 'flows.create'] as const)
    await expect(engine.call(call, { document: { nodes, connections: {} } })).rejects.toMatchObject({
      code: 'n8n.too-many-nodes',
      who: 'person',
    });
  await expect(engine.call('flows.check', { documents: [{ nodes, connections: {} }] })).rejects.toMatchObject({
    code: 'n8n.too-many-nodes',
  });
});

test('code of n8n runs as it did there', async () => {
  const engine = await openTestEngine();
  const dry = async (jsCode: string, payload: JsonRecord) => {
    const document = JSON.parse(read('price-list')) as Workflow;
    document.nodes = document.nodes.map((node) =>
      node.name === 'Work it out' ? { ...node, parameters: { jsCode } } : node,
    );
    const { steps } = await engine.call('runs.dry', { subject: { document }, payload });
    const step = steps.find(({ node }) => node === 'work-it-out');
    return step?.error?.message ?? step?.output;
  };
  const input = { sku: 'A1', amount: 3 };
  expect(await dry('const { sku } = $input.first().json;\nreturn [{ json: { sku } }];', input)).toEqual({ sku: 'A1' });
  expect(await dry('for (const item of items) item.json.more = item.json.amount + 1;\nreturn items;', input)).toEqual({
    ...input,
    more: 4,
  });
  expect(await dry('return $json.amount > 2 ? [{ json: { a: 1 } }, { json: { a: 2 } }] : [];', input)).toEqual([
    { a: 1 },
    { a: 2 },
  ]);
  expect(await dry("return { total: $('Start').first().json.amount * $node['Start'].json.amount };", input)).toEqual({
    total: 9,
  });
  expect(await dry('const fs = require("fs");\nreturn items;', input)).toContain('uses "require", which is not there.');
});
