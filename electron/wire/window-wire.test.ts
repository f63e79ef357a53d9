import { EventEmitter } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { serveContract } from '../../engine/contract/server.ts';
import { handlersWith, testWire } from '../../engine/testing/wire-suite.ts';
import { openBridgeWire } from '../../renderer/client/bridge-wire.ts';
import { channels } from './channels.ts';
import { createBridge } from './create-bridge.ts';
import { createWindowWire } from './window-wire.ts';

/** Electron's two ends of the messages of a window, joined without Electron: texts only, each a moment later. */
const joinEnds = (serve: Parameters<typeof createWindowWire>[1]) => {
  const page = new EventEmitter();
  const sent: string[] = [];
  const port = {
    send: (channel: string, text?: string) => {
      sent.push(channel);
      queueMicrotask(() => page.emit(channel, {}, text));
    },
  };
  const wire = createWindowWire(port, serve);
  const bridge = createBridge({
    send: (channel, text) => {
      queueMicrotask(() => {
        if (channel === channels.open) wire.open();
        else if (channel === channels.message) wire.receive(text);
        else wire.gone();
      });
    },
    on: (channel, heard) => page.on(channel, heard),
    removeAllListeners: (channel) => page.removeAllListeners(channel),
  });
  return { bridge, wire, page, sent };
};

testWire('the bridge of the desktop window', async (handlers, pushes) => {
  const { bridge, wire } = joinEnds((opened) => serveContract(handlers, pushes, opened));
  const near = openBridgeWire(bridge);
  onTestFinished(() => near.close());
  // Electron hands messages over in order, so what is sent after the opening arrives after it.
  await new Promise<void>((resolve) => queueMicrotask(resolve));
  onTestFinished(() => wire.gone());
  return near;
});

/** How many wires are open. */
const countOpen = () => {
  let count = 0;
  return {
    count: () => count,
    serve: (wire: Parameters<Parameters<typeof createWindowWire>[1]>[0]) => {
      count += 1;
      wire.onClose(() => {
        count -= 1;
      });
      serveContract(handlersWith({}), () => () => {}, wire);
    },
  };
};

test('a page that is loaded anew has one wire, not two', () => {
  const { count, serve } = countOpen();
  const { wire, sent } = joinEnds(serve);
  wire.open();
  wire.open();
  expect(count()).toBe(1);
  wire.gone();
  wire.gone();
  expect(count()).toBe(0);
  expect(sent).toEqual([]);
});

test.each([['{"kind":'], [7], [{ kind: 'call' }], ['"'.padEnd(8 * 1024 * 1024 + 1, 'x')], [undefined]])(
  'what is no message ends the wire and says so (%#)',
  (text) => {
    const { count, serve } = countOpen();
    const { wire, sent } = joinEnds(serve);
    wire.open();
    wire.receive(text);
    expect(count()).toBe(0);
    expect(sent).toEqual([channels.close]);
    wire.receive('{}');
  },
);

test('the page is handed three functions and nothing else, and hears no events', async () => {
  const { bridge, page } = joinEnds(() => {});
  expect(Object.keys(bridge).toSorted()).toEqual(['close', 'onMessage', 'send']);
  const heard: unknown[][] = [];
  bridge.onMessage((...words) => heard.push(words));
  bridge.onMessage((...words) => heard.push(words));
  page.emit(channels.message, { sender: 'an event' }, '{"a":1}');
  page.emit(channels.close, { sender: 'an event' });
  expect(heard).toEqual([['{"a":1}'], [null]]);
});
