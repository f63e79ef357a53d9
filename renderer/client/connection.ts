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

/** Calls a method of the contract. Rejects with a fault that can be shown as it is. */
export const call = async <Name extends MethodName>(method: Name, input: InputOf<Name>): Promise<OutputOf<Name>> =>
  (await whenOpen()).call(method, input);

const socketAddress = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/wire`;

/** The desktop window hands its page a wire; a browser opens one. */
const openWire = async (): Promise<Wire> => {
  const bridge = desktopBridge();
  return bridge ? openBridgeWire(bridge) : openSocketWire(socketAddress());
};

/** A refused socket does not say why; the page itself does. */
const isLockedOut = async (): Promise<boolean> => {
  try {
    return (await fetch('./', { method: 'HEAD', cache: 'no-store' })).status === 401;
  } catch {
    return false;
  }
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
    const wire = await open().catch(() => undefined);
    if (wire) {
      if (pauseMs > firstPauseMs || useConnection.getState().state === 'lost')
        useConnection.setState(({ reconnects }) => ({ reconnects: reconnects + 1 }));
      pauseMs = firstPauseMs;
      await use(wire);
      client = undefined;
      useConnection.setState({ state: 'lost' });
    } else {
      useConnection.setState({ state: (await isLockedOut()) ? 'locked-out' : 'lost' });
    }
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
};
