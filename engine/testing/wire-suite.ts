import { describe, expect, test } from 'vitest';
import { type Client, createClient } from '../contract/client.ts';
import { type Handlers, type MethodName, methods } from '../contract/methods.ts';
import type { Push } from '../contract/pushes.ts';
import type { PushSource } from '../contract/server.ts';
import type { Message, Wire } from '../contract/wire.ts';
import { personFault } from '../model/fault.ts';

/** Opens a wire whose other end serves these handlers and pushes; closed by itself when the test is over. */
export type OpenWire = (handlers: Handlers, pushes: PushSource) => Promise<Wire>;

/** Every method of the contract; those a test does not give fail it when they are called. */
export const handlersWith = (given: Partial<Handlers>): Handlers =>
  Object.fromEntries(
    (Object.keys(methods) as MethodName[]).map((name) => [
      name,
      given[name] ??
        (() => {
          throw new Error(`this test has no handler for ${name}`);
        }),
    ]),
  ) as unknown as Handlers;

const createPushes = () => {
  const receivers = new Set<(push: Push) => void>();
  const source: PushSource = (receive) => {
    receivers.add(receive);
    return () => receivers.delete(receive);
  };
  const push = (change: Push): void => {
    for (const receive of receivers) receive(change);
  };
  return { source, receivers, push };
};

const changed = (id: string): Push => ({ name: 'flow.changed', data: { id } }) as Push;
const once = <Value>(listen: (done: (value: Value) => void) => void): Promise<Value> => new Promise(listen);
/** Sends what the types forbid. */
const sendAnything = (wire: Wire, message: unknown): void => wire.send(message as Message);

/** What the contract promises over any wire. */
export const testWire = (name: string, open: OpenWire): void => {
  const openClient = async (given: Partial<Handlers>, pushes = createPushes()): Promise<Client> =>
    createClient(await open(handlersWith(given), pushes.source));

  describe(`the contract over ${name}`, () => {
    test('a call is checked, defaults are filled in, and the output comes back', async () => {
      const asked: unknown[] = [];
      const client = await openClient({
        'runs.list': (input) => {
          asked.push(input);
          return [];
        },
      });
      expect(await client.call('runs.list', { attention: true })).toEqual([]);
      expect(asked).toEqual([{ attention: true, limit: 50 }]);
    });

    test('answers find their calls, in whatever order they come', async () => {
      let release = (): void => {};
      const slow = once<void>((done) => {
        release = done;
      });
      const client = await openClient({
        'flows.remove': async ({ flow }) => {
          if (flow === 'slow') await slow;
          return { id: flow as never };
        },
      });
      const first = client.call('flows.remove', { flow: 'slow' });
      expect(await client.call('flows.remove', { flow: 'fast' })).toEqual({ id: 'fast' });
      release();
      expect(await first).toEqual({ id: 'slow' });
    });

    test('bad input is refused with the place, and the handler is not called', async () => {
      const client = await openClient({});
      await expect(client.call('runs.list', { limit: 0 })).rejects.toMatchObject({
        code: 'call.bad-input',
        who: 'person',
        message: expect.stringMatching(/^The call "runs\.list" was given something it cannot use: limit /),
      });
      await expect(client.call('runs.list', { more: 1 } as never)).rejects.toMatchObject({ code: 'call.bad-input' });
    });

    test.each(['flows.nothing', 'constructor', '__proto__', 'toString', ''])('there is no call %j', async (method) => {
      const client = await openClient({});
      await expect(client.call(method as MethodName, {} as never)).rejects.toMatchObject({ code: 'call.unknown' });
    });

    test('a fault arrives whole', async () => {
      const client = await openClient({
        'app.info': () => {
          throw personFault('flow.missing', 'There is none.', { fix: 'Import one.', data: { known: ['a'] } });
        },
      });
      await expect(client.call('app.info', {})).rejects.toMatchObject({
        code: 'flow.missing',
        who: 'person',
        message: 'There is none.',
        fix: 'Import one.',
        retryable: false,
        data: { known: ['a'] },
      });
    });

    test.each([
      ['throws', () => Promise.reject(new TypeError('x is not a function'))],
      ['throws at once', () => JSON.parse('{')],
      ['throws a text', () => Promise.reject('no')],
    ])('a handler that %s is a defect of ours, and the next call works', async (_how, fail) => {
      const client = await openClient({ 'app.info': fail, 'app.doctor': () => [] });
      await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'internal.unexpected', who: 'us' });
      expect(await client.call('app.doctor', {})).toEqual([]);
    });

    test('changes of one moment travel together, in order', async () => {
      const pushes = createPushes();
      const wire = await open(handlersWith({}), pushes.source);
      const message = once<unknown>((done) => wire.onMessage(done));
      for (const id of ['a', 'b', 'c']) pushes.push(changed(id));
      expect(await message).toEqual({ kind: 'push', pushes: ['a', 'b', 'c'].map(changed) });
    });

    test('a client hears each change once', async () => {
      const pushes = createPushes();
      const client = await openClient({}, pushes);
      const heard: Push[] = [];
      const all = once<void>((done) =>
        client.onPush((push) => {
          heard.push(push);
          if (heard.length === 2) done();
        }),
      );
      pushes.push(changed('a'));
      pushes.push(changed('b'));
      await all;
      expect(heard).toEqual([changed('a'), changed('b')]);
    });

    test('closing rejects what waits and what comes after, and ends the subscription', async () => {
      const pushes = createPushes();
      const client = await openClient({ 'app.doctor': () => new Promise(() => {}) }, pushes);
      expect(pushes.receivers.size).toBe(1);
      const waiting = client.call('app.doctor', {});
      client.close();
      const gone = { code: 'wire.closed', message: 'The connection to WhenThen was lost.' };
      await expect(waiting).rejects.toMatchObject(gone);
      await expect(client.call('app.doctor', {})).rejects.toMatchObject(gone);
      await expect.poll(() => pushes.receivers.size).toBe(0);
    });

    test.each([
      ['a reply', { kind: 'reply', id: 1, output: 1 }],
      ['a push', { kind: 'push', pushes: [] }],
      ['a text', 'hello'],
      ['nothing', null],
      ['a list', []],
      ['a call without an id', { kind: 'call', method: 'app.info', input: {} }],
      ['a call with a word as id', { kind: 'call', id: 'one', method: 'app.info', input: {} }],
      ['a call with something extra', { kind: 'call', id: 1, method: 'app.info', input: {}, admin: true }],
    ])('a message that is no call ends the connection: %s', async (_what, message) => {
      const wire = await open(handlersWith({ 'app.info': () => ({}) as never }), createPushes().source);
      const closed = once<void>((done) => wire.onClose(done));
      sendAnything(wire, message);
      await closed;
    });
  });
};
