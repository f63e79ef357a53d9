import { describe, expect, test } from 'vitest';
import type { RunRow } from '../contract/run-shapes.ts';
import type { EventRow, PageOf } from '../contract/shapes.ts';
import { hookFlow } from '../testing/hook-flow.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const needsMail = {
  type: 'map',
  params: { fields: [{ name: 'to', value: '{{ trigger.body.customer.email }}', type: 'text', required: true }] },
};

const mails = async (engine: TestEngine, values: unknown[]): Promise<void> => {
  for (const email of values) await engine.post('mail', { type: 'order.paid', customer: { email } });
};

const openMails = async (values: unknown[]): Promise<TestEngine> => {
  const engine = await openTestEngine();
  await engine.importFlow(hookFlow({ name: 'Mail', step: needsMail }));
  await mails(engine, values);
  return engine;
};

/** Reads page after page, as a list does when it is scrolled. */
const all = async <Row>(read: (before: string | undefined) => Promise<PageOf<Row>>): Promise<Row[]> => {
  const found: Row[] = [];
  let before: string | undefined;
  for (;;) {
    const { items, next } = await read(before);
    found.push(...items);
    if (next === null) return found;
    before = next;
  }
};

describe('events.page', () => {
  test('says what each event is about, without its content, and goes on from page to page', async () => {
    const engine = await openMails(['a@x.co', 'b@x.co', 'c@x.co']);
    const first = await engine.call('events.page', { limit: 2 });
    expect(first.items.map(({ headline, verdict }) => [headline, verdict])).toEqual([
      ['order.paid · c@x.co', 'started'],
      ['order.paid · b@x.co', 'started'],
    ]);
    expect(first.items[0]).not.toHaveProperty('payload');
    const { items, next } = await engine.call('events.page', { limit: 2, before: first.next ?? '' });
    expect([items.map(({ headline }) => headline), next]).toEqual([['order.paid · a@x.co'], null]);
    const newest = await engine.call('events.page', { after: first.items[1]?.id ?? '' });
    expect(newest.items.map(({ id }) => id)).toEqual([first.items[0]?.id]);
  });

  test('is narrowed by verdict, by what started nothing, by flow and by text', async () => {
    const engine = await openMails(['50% off@x.co', 'b_c@x.co', 'd"e@x.co']);
    await engine.post('nowhere', {});
    await engine.call('flows.turnOff', { flow: 'Mail' });
    await mails(engine, ['late@x.co']);
    const verdicts = async (input: object): Promise<string[]> =>
      (await all<EventRow>((before) => engine.call('events.page', { ...input, ...(before && { before }) }))).map(
        ({ verdict }) => verdict,
      );
    expect(await verdicts({ notRun: true })).toEqual(['flow-off', 'nobody-listens']);
    expect(await verdicts({ verdicts: ['started', 'nobody-listens'] })).toHaveLength(4);
    expect(await verdicts({ flow: 'Mail' })).toHaveLength(4);
    expect(await verdicts({ kinds: ['manual'] })).toEqual([]);
    for (const text of ['50% o', 'b_c', 'd"e', 'ORDER.PAID · '.trim().slice(0, 10)])
      expect((await verdicts({ text })).length).toBeGreaterThan(0);
    expect(await verdicts({ text: 'b%c' })).toEqual([]);
    expect(await engine.call('events.count', { notRun: true })).toEqual({ count: 2 });
  });

  test('only what started no run can be removed', async () => {
    const engine = await openMails(['a@x.co']);
    await engine.post('nowhere', {});
    const [stray, started] = (await engine.call('events.page', {})).items;
    if (!stray || !started) throw new Error('two events expected');
    expect(await engine.call('events.remove', { event: stray.id })).toEqual({ id: stray.id });
    await expect(engine.call('events.remove', { event: started.id })).rejects.toMatchObject({ code: 'event.kept' });
    expect((await engine.call('events.page', {})).items).toHaveLength(1);
  });
});

describe('runs.page', () => {
  test('shows what each run was about and how its steps stand; a filter is a filter', async () => {
    const engine = await openMails(['a@x.co', '']);
    await engine.waitForRun('failed');
    const { items } = await engine.call('runs.page', {});
    expect(items.map(({ headline, status, ticks, kind }) => [headline, status, ticks, kind])).toEqual([
      ['order.paid', 'failed', ['failed'], 'webhook'],
      ['order.paid · a@x.co', 'succeeded', ['succeeded'], 'webhook'],
    ]);
    const of = async (input: object): Promise<RunRow[]> => (await engine.call('runs.page', input)).items;
    expect(await of({ statuses: ['failed'] })).toHaveLength(1);
    expect(await of({ text: 'a@x' })).toHaveLength(1);
    expect(await of({ kinds: ['manual'] })).toEqual([]);
    expect(await of({ retriesOnly: true })).toEqual([]);
    expect(await of({ since: '2999-01-01T00:00:00Z' })).toEqual([]);
    expect(await of({ only: [items[1]?.id as string] })).toEqual([items[1]]);
    expect(await engine.call('runs.count', { status: 'failed' })).toEqual({ count: 1 });
  });
});

describe('one run', () => {
  test('says why it stopped, and what earlier runs say about it', async () => {
    const engine = await openMails(['a@x.co', 'b@x.co', 'c@x.co', '']);
    const failed = await engine.waitForRun('failed');
    expect(await engine.call('runs.explain', { run: failed.id })).toMatchObject({
      title: 'Step 2, Map fields, had no value for “Customer e-mail”.',
      evidence: 'It was filled in all of your last 3 runs.',
    });
    const good = await engine.call('runs.lastGood', { run: failed.id });
    expect(good?.payload).toMatchObject({ body: { customer: { email: 'c@x.co' } } });
    expect(good && (await engine.call('runs.explain', { run: good.id }))).toBeNull();
    expect(failed.nodes.map(({ node }) => node)).toEqual(['in', 'step']);
    expect(failed).toMatchObject({ dataKept: true, liveVersion: 1, currentVersion: 1, retriedBy: [] });
  });

  test('starts again with corrected data as a new event; what arrived stays as it was', async () => {
    const engine = await openMails(['']);
    const failed = await engine.waitForRun('failed');
    const payload = { ...(failed.payload as object), body: { customer: { email: 'new@x.co' } } };
    const again = await engine.call('runs.retry', { run: failed.id, payload });
    expect(again).toMatchObject({ status: 'succeeded', retryOf: failed.id, payload });
    const before = await engine.call('runs.show', { run: failed.id });
    expect(before).toMatchObject({ payload: failed.payload, retriedBy: [again.id], attention: false });
    expect(await engine.call('events.show', { event: again.event })).toMatchObject({
      runId: again.id,
      reason: `Edited by hand, from ${failed.id}.`,
    });
  });

  test('can be started on the version that is on instead of the draft', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow({ name: 'Mail', step: { ...needsMail, name: 'Live' } }));
    const { revision } = await engine.call('flows.draft', { flow: 'Mail' });
    const document = hookFlow({ name: 'Mail', step: { ...needsMail, name: 'Draft' } });
    await engine.call('flows.save', { flow: 'Mail', document, revision });
    const payload = { body: { customer: { email: 'a@x.co' } } };
    const labels = async (subject: { flow: string; live?: boolean }): Promise<[number, string | undefined]> => {
      const { version, steps } = await engine.call('runs.start', { subject, payload });
      return [version, steps[0]?.label];
    };
    expect(await labels({ flow: 'Mail', live: true })).toEqual([1, 'Live']);
    expect(await labels({ flow: 'Mail' })).toEqual([2, 'Draft']);
  });
});
