import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { listenToParent } from '../../engine/adapters/children/parent-channel.ts';
import { asChild, type UtilityProcess } from './utility-child.ts';

/** The two ends of a utility process, joined without Electron: structured clones, each a moment later. */
const joinEnds = () => {
  const main = new EventEmitter();
  const child = new EventEmitter();
  const later = (act: () => void) => setImmediate(act);
  const started = Object.assign(main, {
    pid: undefined as number | undefined,
    postMessage: (message: unknown) => {
      const data = structuredClone(message);
      later(() => child.emit('message', { data }));
    },
  });
  const port = Object.assign(child, {
    postMessage: (message: unknown) => {
      const data = structuredClone(message);
      later(() => main.emit('message', data));
    },
  });
  return { started: started as unknown as UtilityProcess & EventEmitter, port };
};

test('messages go both ways, and the child knows when one has arrived', async () => {
  const { started, port } = joinEnds();
  const handle = asChild(started, () => {});
  const parent = listenToParent(
    (message) => void parent.send({ answer: message }),
    () => {},
    port,
  );
  const answers: unknown[] = [];
  handle.onMessage((message) => answers.push(message));
  const bytes = { list: [1, null, 'ü'], bytes: new Uint8Array([1, 2]), big: 2n ** 60n };
  handle.send(bytes);
  await expect.poll(() => answers).toEqual([{ answer: bytes }]);
  let arrived = false;
  const sending = parent.send('last words').then(() => {
    arrived = true;
  });
  expect(arrived).toBe(false);
  await sending;
  expect(answers.at(-1)).toBe('last words');
});

test('the exit is told once to those who ask before and after, and nothing is sent after it', async () => {
  const { started } = joinEnds();
  const handle = asChild(started, () => {});
  const exits: unknown[] = [];
  handle.onExit((exit) => exits.push(exit));
  started.emit('exit', 7);
  handle.onExit((exit) => exits.push(exit));
  expect(exits).toEqual([
    { code: 7, signal: null },
    { code: 7, signal: null },
  ]);
  started.postMessage = () => {
    throw new Error('this process is gone');
  };
  handle.send('too late');
});

test('a child is killed by its number, also one that is only being started', () => {
  const killed: number[] = [];
  const { started } = joinEnds();
  const handle = asChild(started, (pid) => killed.push(pid));
  handle.kill();
  expect(killed).toEqual([]);
  started.pid = 42;
  started.emit('spawn');
  expect(killed).toEqual([42]);
  handle.kill();
  expect(killed).toEqual([42, 42]);
  started.emit('exit', 0);
  handle.kill();
  expect(killed).toEqual([42, 42]);
});
