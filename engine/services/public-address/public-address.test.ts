import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openHookServer } from '../../listeners/hooks/hook-server.ts';
import { type Fault, personFault, worldFault } from '../../model/fault.ts';
import type { PublicAddressSettings } from '../../model/public-address/settings.ts';
import { shownState } from '../../model/public-address/state.ts';
import type { Tunnel } from '../../model/public-address/tunnel.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { createPublicAddress } from './public-address.ts';

const settings: PublicAddressSettings = { provider: 'localtunnel', server: 'https://localtunnel.me', subdomain: '' };
const hook = { flowId: 'flow_1', node: 'in' };

const memorySettings = () => {
  const kept = new Map<string, string>();
  return {
    setting: (key: string) => kept.get(key) ?? null,
    putSetting: (key: string, value: string) => {
      kept.set(key, value);
    },
  };
};

/** A public address whose tunnel leads to its own listener, until the test breaks it. */
const openRig = (store = memorySettings()) => {
  const clock = createFakeClock();
  const opened: { port: number; breakOff: (cause: Fault) => void; isClosed: boolean }[] = [];
  const behaviour: { refuse: Fault | null; address: (() => string) | null } = {
    refuse: null,
    address: null,
  };
  let arrived = (): void => {};
  const publicAddress = createPublicAddress({
    settings: store,
    clock,
    tunnelFor: () => async (port) => {
      if (behaviour.refuse) throw behaviour.refuse;
      const { promise, resolve } = Promise.withResolvers<Fault>();
      const tunnel = { port, breakOff: resolve, isClosed: false };
      opened.push(tunnel);
      return {
        address: behaviour.address?.() ?? `http://127.0.0.1:${port}`,
        isTemporary: true,
        broken: promise,
        close: async () => {
          tunnel.isClosed = true;
        },
      } satisfies Tunnel;
    },
    listen: (port, host, told) => {
      arrived = told.arrived;
      const door = { find: () => undefined, seen: () => {}, strayed: () => {}, busy: () => null, now: clock.now };
      return openHookServer({ ...door, healthAsked: told.healthAsked }, port, host);
    },
    openHooks: () => [hook],
    changed: () => {},
  });
  onTestFinished(() => publicAddress.stop());
  const shown = () => shownState(publicAddress.state());
  return { publicAddress, clock, opened, behaviour, shown, store, arrive: () => arrived() };
};

const turnOn = async (rig: ReturnType<typeof openRig>): Promise<void> => {
  await rig.publicAddress.choose(settings);
  rig.publicAddress.turnOn();
  await until(() => rig.publicAddress.state().phase === 'on');
};

/** Somebody between the internet and the listener, who passes everything on unless told to answer by itself. */
const openBetween = async (rig: ReturnType<typeof openRig>) => {
  const between = {
    address: '',
    /** Answers, or returns false to pass a request on. */
    answer: (_response: ServerResponse, _path: string): unknown => false,
  };
  const server = createServer(async (request, response) => {
    if (between.answer(response, request.url ?? '')) return;
    const answer = await fetch(`http://127.0.0.1:${rig.opened.at(-1)?.port}${request.url}`);
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  between.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  rig.behaviour.address = () => between.address;
  return between;
};

test('nothing is opened before somebody chooses a way and turns it on', () => {
  const { publicAddress, opened, shown } = openRig();
  publicAddress.start();
  expect(() => publicAddress.turnOn()).toThrow('It is not known yet how this computer can be reached.');
  expect([opened, shown()]).toEqual([[], 'off']);
});

test('it says "on" only after the health answer came through the address itself', async () => {
  const rig = openRig();
  await rig.publicAddress.choose(settings);
  rig.publicAddress.turnOn();
  expect(rig.shown()).toBe('starting');
  await until(() => rig.shown() === 'temporary');
  const { address, latencyMs } = rig.publicAddress.state();
  expect(address).toBe(`http://127.0.0.1:${rig.opened[0]?.port}`);
  expect(latencyMs).toBeGreaterThanOrEqual(0);
});

test('an address where something else answers stays off, and its tunnel is closed', async () => {
  const rig = openRig();
  const between = await openBetween(rig);
  // It even gives the very answer a WhenThen gives; but it was another one that was asked.
  between.answer = (response) => response.end('{"ok":true}');
  await rig.publicAddress.choose(settings);
  rig.publicAddress.turnOn();
  await until(() => rig.shown() === 'blocked');
  expect(rig.publicAddress.state().cause).toMatchObject({ code: 'tunnel.somebody-else' });
  expect(rig.opened[0]?.isClosed).toBe(true);
});

test('an address that leads to more than webhooks stays off until a person mends it', async () => {
  const rig = openRig();
  const between = await openBetween(rig);
  between.answer = (response, path) => path === '/api' && response.end('everything');
  await rig.publicAddress.choose(settings);
  rig.publicAddress.turnOn();
  await until(() => rig.shown() === 'blocked');
  expect(rig.publicAddress.state()).toMatchObject({
    nextTryMs: null,
    cause: { message: `More than webhooks can be reached at ${new URL(between.address).host}: /api answers 200.` },
  });
});

test('a connection that drops is set up again by itself, after a pause', async () => {
  const rig = openRig();
  await turnOn(rig);
  rig.opened[0]?.breakOff(worldFault('tunnel.dropped', 'The connection dropped.'));
  await until(() => rig.shown() === 'reconnecting');
  rig.behaviour.refuse = worldFault('tunnel.offline', 'No internet.');
  rig.clock.advance(1000);
  await until(() => rig.publicAddress.state().tries === 2);
  expect(rig.shown()).toBe('reconnecting');
  rig.behaviour.refuse = null;
  rig.clock.advance(1999);
  expect(rig.opened).toHaveLength(1);
  rig.clock.advance(1);
  await until(() => rig.publicAddress.state().phase === 'on');
  // The listener stayed, so the address did.
  expect(rig.opened.map(({ port }) => port)).toEqual([rig.opened[0]?.port, rig.opened[0]?.port]);
  expect(rig.opened[0]?.isClosed).toBe(true);
});

test('what only a person can mend waits for them, and goes on when they say so', async () => {
  const rig = openRig();
  rig.behaviour.refuse = personFault('tunnel.token', 'The token is wrong.');
  await rig.publicAddress.choose(settings);
  rig.publicAddress.turnOn();
  await until(() => rig.shown() === 'blocked');
  rig.clock.advance(3_600_000);
  expect(rig.publicAddress.state().tries).toBe(1);
  rig.behaviour.refuse = null;
  rig.publicAddress.tryNow();
  await until(() => rig.publicAddress.state().phase === 'on');
});

test('a tunnel that is dead without a word is found by looking, and at once after sleep', async () => {
  for (const notice of ['look', 'wake'] as const) {
    const rig = openRig();
    const between = await openBetween(rig);
    await turnOn(rig);
    between.answer = (response) => response.writeHead(502).end();
    rig.behaviour.refuse = worldFault('tunnel.offline', 'No internet.');
    await expect(rig.publicAddress.test()).rejects.toMatchObject({ code: 'tunnel.not-through' });
    expect(rig.publicAddress.state().phase).toBe('on');
    if (notice === 'look') rig.clock.advance(30 * 60_000);
    else rig.publicAddress.woke();
    await until(() => rig.shown() === 'reconnecting');
    expect(rig.opened[0]?.isClosed).toBe(true);
    await rig.publicAddress.stop();
  }
});

test('after sleep a broken connection is tried at once instead of after its pause', async () => {
  const rig = openRig();
  await turnOn(rig);
  rig.behaviour.refuse = worldFault('tunnel.offline', 'No internet.');
  rig.opened[0]?.breakOff(worldFault('tunnel.dropped', 'The connection dropped.'));
  await until(() => rig.shown() === 'reconnecting');
  rig.behaviour.refuse = null;
  rig.publicAddress.woke();
  await until(() => rig.publicAddress.state().phase === 'on');
});

test('a new address leaves a to-do for every open webhook, also after a restart', async () => {
  const rig = openRig();
  await turnOn(rig);
  await rig.publicAddress.stop();
  const again = openRig(rig.store);
  again.publicAddress.start();
  await until(() => again.shown() === 'changed');
  expect(again.publicAddress.state().todo).toEqual([hook]);
  again.publicAddress.told(hook);
  expect(again.shown()).toBe('temporary');
});

test('turned off, it stays off after a restart, and nothing of it is left open', async () => {
  const rig = openRig();
  await turnOn(rig);
  const port = rig.opened[0]?.port;
  await rig.publicAddress.turnOff();
  expect([rig.shown(), rig.opened[0]?.isClosed, rig.clock.armed()]).toEqual(['off', true, 0]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  const again = openRig(rig.store);
  again.publicAddress.start();
  expect(again.shown()).toBe('off');
});

test('turned off while it is still being opened, nothing of it is left open', async () => {
  const rig = openRig();
  await rig.publicAddress.choose(settings);
  rig.publicAddress.turnOn();
  await rig.publicAddress.turnOff();
  await until(() => rig.opened.every(({ isClosed }) => isClosed));
  rig.publicAddress.turnOn();
  await until(() => rig.publicAddress.state().phase === 'on');
  expect(rig.opened.filter(({ isClosed }) => !isClosed)).toHaveLength(1);
});

test('deliveries are counted by the day', async () => {
  const rig = openRig();
  await turnOn(rig);
  rig.arrive();
  rig.arrive();
  expect(rig.publicAddress.deliveriesToday()).toBe(2);
  await rig.publicAddress.stop();
  expect(openRig(rig.store).publicAddress.deliveriesToday()).toBe(2);
  rig.clock.setWall(rig.clock.now() + 24 * 3_600_000);
  expect(rig.publicAddress.deliveriesToday()).toBe(0);
});
