import type { Bridge } from '../../engine/contract/bridge.ts';
import { channels } from './channels.ts';

/** What the preload script needs of Electron's `ipcRenderer`. */
export interface Ipc {
  send(channel: string, text?: string): void;
  on(channel: string, heard: (event: unknown, text?: unknown) => void): unknown;
  removeAllListeners(channel: string): unknown;
}

/** The one wire the page is handed: fixed channels, texts only, and never an event or the `ipcRenderer` itself. */
export const createBridge = (ipc: Ipc): Bridge => {
  const silence = (): void => {
    ipc.removeAllListeners(channels.message);
    ipc.removeAllListeners(channels.close);
  };
  return {
    send: (text) => ipc.send(channels.message, String(text)),
    onMessage: (receive) => {
      silence();
      ipc.on(channels.message, (_event, text) => receive(String(text)));
      ipc.on(channels.close, () => receive(null));
      ipc.send(channels.open);
    },
    close: () => {
      silence();
      ipc.send(channels.close);
    },
  };
};
