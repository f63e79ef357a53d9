import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DriftNotice } from '../model/drift.ts';
import type { FlowId } from '../model/ids.ts';
import type { JsonRecord } from '../model/json.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { until } from '../testing/until.ts';

const orders = (fields: JsonRecord[] = [{ name: 'to', value: '{{ trigger.body.customer.email }}' }]) =>
  drawFlow(
    { in: { type: 'webhook', params: { path: 'orders' } }, keep: { type: 'map', params: { fields } } },
    ['in > keep'],
    {
      name: 'Orders',
    },
  );

const usual = (more: object = {}) => ({ type: 'order', customer: { email: 'ana@example.com' }, total: 5, ...more });

const post = async (app: TestEngine, body: object, times = 1): Promise<string> => {
  let id = '';
  for (let at = 0; at < times; at += 1) id = (await app.post('orders', body)).json.id;
  return id;
};

/** Resolves as soon as there is a notice. */
const noticed = (app: TestEngine, meanwhile = (): void => {}): Promise<void> =>
  expect
    .poll(
      async () => {
        meanwhile();
        return (await noticesOf(app)).length;
      },
      { timeout: 5000, interval: 10 },
    )
    .toBeGreaterThan(0);

const noticesOf = async (app: TestEngine): Promise<DriftNotice[]> => (await app.call('flows.list', {}))[0]?.drift ?? [];

describe('a webhook', () => {
  test('says once that a field its flow reads is missing, with the delivery, until a person saw it', async () => {
    const app = await openTestEngine();
    const { id } = await app.importFlow(orders());
    const pushed: FlowId[] = [];
    app.engine.pushes((push) => push.name === 'flow.changed' && pushed.push(push.data.id));
    await post(app, usual(), 12);
    const event = await post(app, { type: 'order', customer: { name: 'Ana' }, total: 5 });
    await until(() => pushed.includes(id));
    const [notice, ...others] = await noticesOf(app);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      node: 'in',
      path: 'body.customer.email',
      message: '`customer.email` was in all of the last 12 deliveries and is missing in this one.',
      event,
    });

    // The same again is nothing new, and it is still known after WhenThen was closed.
    await post(app, usual(), 12);
    await post(app, { type: 'order', customer: {}, total: 5 });
    const again = await app.restart();
    expect(await noticesOf(again)).toEqual([notice]);
    await again.call('flows.driftIsFine', { flow: id, notice: notice?.id ?? '' });
    expect(await noticesOf(again)).toEqual([]);
    await post(again, usual(), 12);
    await post(again, { type: 'order', customer: {}, total: 5 });
    const last = await again.restart();
    expect(await noticesOf(last)).toEqual([]);
  });

  test('is learned further after a restart', async () => {
    const app = await openTestEngine();
    await app.importFlow(orders());
    await post(app, usual(), 6);
    const again = await app.restart();
    await post(again, usual(), 6);
    await post(again, usual({ customer: 'Ana' }));
    await noticed(again);
    expect((await noticesOf(again))[0]?.message).toBe(
      '`customer` was a record in all of the last 12 deliveries and is text in this one.',
    );
  });

  test('says nothing of fields the flow does not read, of other kinds of events, and of a flow that is off', async () => {
    const app = await openTestEngine();
    const { id } = await app.importFlow(orders());
    await post(app, usual(), 12);
    await post(app, { type: 'order', customer: { email: 'ana@example.com' }, total: 'much' });
    await post(app, { type: 'refund', reason: 'broken' });
    await app.call('flows.turnOff', { flow: id });
    await app.post('orders', { type: 'order' });
    // What was learned and noticed is on disk when it is closed.
    const again = await app.restart();
    await again.call('flows.turnOn', { flow: id });
    expect(await noticesOf(again)).toEqual([]);
  });

  test('knows what a step that checks the payload counts on', async () => {
    const app = await openTestEngine();
    await app.importFlow(
      drawFlow(
        {
          in: { type: 'webhook', params: { path: 'orders' } },
          check: {
            type: 'validate',
            params: { value: '{{ trigger.body }}', fields: [{ path: 'total', type: 'number' }] },
          },
        },
        ['in > check'],
        { name: 'Orders' },
      ),
    );
    await post(app, usual(), 12);
    await post(app, usual({ total: '5' }));
    await noticed(app);
    expect((await noticesOf(app))[0]?.message).toBe(
      '`total` was a number in all of the last 12 deliveries and is text in this one.',
    );
    const failed = await app.waitForRun('failed');
    const explained = await app.call('runs.explain', { run: failed.id });
    expect(explained).toMatchObject({
      title: 'Step 2, Check what arrived, found something else than expected.',
      body: '"total" should be a number, but it was text: "5".',
      evidence: 'It was a number in all of your last 12 runs.',
    });
  });

  test('is forgotten with its flow', async () => {
    const app = await openTestEngine();
    const { id } = await app.importFlow(orders());
    await post(app, usual(), 12);
    await app.call('flows.remove', { flow: id });
    await app.call('flows.restore', { flow: id });
    await app.call('flows.turnOn', { flow: id });
    await post(app, { type: 'order' });
    const again = await app.restart();
    expect(await noticesOf(again)).toEqual([]);
  });
});

test('a feed that is looked at by itself is learned as well', async () => {
  let count = 0;
  const server = createServer((_request, answer) => {
    count += 1;
    const item = count <= 12 ? { id: count, price: 5 } : { id: count, price: '5' };
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ items: count === 1 ? [] : [item] }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const clock = createFakeClock();
  const app = await openTestEngine({ clock });
  await app.importFlow(
    drawFlow(
      {
        in: { type: 'poll', params: { url, kind: 'json', items: 'items', itemId: 'id', everySeconds: 60 } },
        keep: { type: 'map', params: { fields: [{ name: 'price', value: '{{ trigger.price }}' }] } },
      },
      ['in > keep'],
      { name: 'Feed' },
    ),
  );
  await noticed(app, () => clock.advance(61_000));
  expect((await noticesOf(app))[0]?.message).toContain('and is text in this one.');
});
