import { create } from 'zustand';
import { type Client, createClient } from '../../engine/contract/client.ts';
import type { InputOf, MethodName, OutputOf } from '../../engine/contract/methods.ts';
import type { Push } from '../../engine/contract/pushes.ts';
import type { Wire } from '../../engine/contract/wire.ts';
import { desktopBridge, openBridgeWire } from './bridge-wire.ts';
import { openSocketWire } from './socket-wire.ts';

/**
 * The one connection of a window to the engine. Calls made while it is down wait until it is back; calls that were on their way
 * when it broke fail with `wire.closed`, because nobody knows whether they arrived.
 */

/** `locked-out`: the engine is there, but this browser's session is over. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'locked-out';

interface ConnectionStore {
  state: ConnectionState;
  /** How often the connection came back; screens read again when it changes. */
  reconnects: number;
}

export const useConnection = create<ConnectionStore>(() => ({ state: 'connecting', reconnects: 0 }));

const firstPauseMs = 250;
const longestPauseMs = 5000;

const listeners = new Set<(push: Push) => void>();
let client: Client | undefined;
/** Calls that came before the connection; a screen may ask before the first try to connect has begun. */
const waiting: ((client: Client) => void)[] = [];

/** Subscribes to what the engine tells without being asked; returns a function that ends it. */
export const onPush = (receive: (push: Push) => void): (() => void) => {
  listeners.add(receive);
  return () => listeners.delete(receive);
};

const whenOpen = (): Promise<Client> =>
  client ? Promise.resolve(client) : new Promise((resolve) => waiting.push(resolve));

/** A session that is used goes on. It is over twelve hours after it was last renewed, so an hour is often enough. */
const renewEveryMs = 3_600_000;
let renewedMs = Date.now();

const renewSession = (): void => {
  if (Date.now() - renewedMs < renewEveryMs) return;
  renewedMs = Date.now();
  // When it fails, the connection breaks soon and says why.
  fetch('./', { method: 'HEAD', cache: 'no-store' }).catch(() => {});
};

/** Calls a method of the contract. Rejects with a fault that can be shown as it is. */
export const call = async <Name extends MethodName>(method: Name, input: InputOf<Name>): Promise<OutputOf<Name>> => {
  renewSession();
  return (await whenOpen()).call(method, input);
};

/** This browser's session is over; only a new link lets it in. */
class LockedOut extends Error {}

/** A ticket for one socket. Asking for it in a way no foreign page can also lets the session go on. */
const askTicket = async (): Promise<string> => {
  const answer = await fetch('./ticket', { method: 'POST', headers: { 'X-WhenThen-CSRF': '1' }, cache: 'no-store' });
  if (answer.status === 401) throw new LockedOut();
  return answer.text();
};

/** The desktop window hands its page a wire; a browser opens one. */
const openWire = async (): Promise<Wire> => {
  const bridge = desktopBridge();
  if (bridge) return openBridgeWire(bridge);
  const ticket = await askTicket();
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return openSocketWire(`${scheme}://${location.host}/wire?ticket=${ticket}`);
};

const use = (wire: Wire): Promise<void> =>
  new Promise((resolve) => {
    const opened = createClient(wire);
    opened.onPush((push) => {
      for (const receive of listeners) receive(push);
    });
    wire.onClose(resolve);
    client = opened;
    for (const go of waiting.splice(0)) go(opened);
    useConnection.setState({ state: 'open' });
  });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let started = false;

/** Connects, and connects again whenever the engine was gone, until the page is closed. */
export const keepConnected = async (open: () => Promise<Wire> = openWire): Promise<void> => {
  if (started) return;
  started = true;
  let pauseMs = firstPauseMs;
  for (;;) {
    try {
      const wire = await open();
      if (pauseMs > firstPauseMs || useConnection.getState().state === 'lost')
        useConnection.setState(({ reconnects }) => ({ reconnects: reconnects + 1 }));
      pauseMs = firstPauseMs;
      await use(wire);
      client = undefined;
      useConnection.setState({ state: 'lost' });
    } catch (thrown) {
      useConnection.setState({ state: thrown instanceof LockedOut ? 'locked-out' : 'lost' });
    }
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
};
