import { type Bridge, bridgeName } from '../../engine/contract/bridge.ts';
import type { Wire } from '../../engine/contract/wire.ts';

/** What the desktop window hands its page; undefined in a browser. */
export const desktopBridge = (): Bridge | undefined => (globalThis as { [bridgeName]?: Bridge })[bridgeName];

/** Whether this page is in the desktop window. */
export const isDesktop = (): boolean => desktopBridge() !== undefined;

/** The desktop's bridge as a wire. */
export const openBridgeWire = (bridge: Bridge): Wire => {
  let receive = (_message: unknown): void => {};
  const closed: (() => void)[] = [];
  bridge.onMessage((text) => {
    if (text !== null) receive(JSON.parse(text));
    else for (const tell of closed.splice(0)) tell();
  });
  return {
    send: (message) => bridge.send(JSON.stringify(message)),
    onMessage: (next) => {
      receive = next;
    },
    onClose: (tell) => closed.push(tell),
    close: () => {
      bridge.close();
      for (const tell of closed.splice(0)) tell();
    },
  };
};
