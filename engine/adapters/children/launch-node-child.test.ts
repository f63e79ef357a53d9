import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChildExit, ChildHandle } from './launch-child.ts';
import { launchNodeChild } from './launch-node-child.ts';

const script = new URL('./echo-child.fixture.ts', import.meta.url);
const started: ChildHandle[] = [];
const launch = (file = script): ChildHandle => {
  const child = launchNodeChild(file);
  started.push(child);
  return child;
};
const nextMessage = (child: ChildHandle) => new Promise<unknown>((resolve) => child.onMessage(resolve));
const exitOf = (child: ChildHandle) => new Promise<ChildExit>((resolve) => child.onExit(resolve));

/** A process that has ended but was not collected yet counts as gone (containers often have nobody who collects). */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
};

afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

describe('a Node child', () => {
  test('gets and gives records, bytes and large numbers unchanged', async () => {
    const child = launch();
    const message = { list: [1, null, 'ü'], bytes: new Uint8Array([1, 2]), big: 2n ** 60n };
    child.send(message);
    expect(await nextMessage(child)).toEqual(message);
  });

  test('does not see our environment', async () => {
    process.env.WHENTHEN_TEST_SECRET = 'secret';
    try {
      const child = launch();
      child.send('environment');
      const seen = (await nextMessage(child)) as Record<string, string>;
      expect(seen.WHENTHEN_TEST_SECRET).toBeUndefined();
      expect(seen.NODE_OPTIONS).toBeUndefined();
      expect(seen.PATH).toBe(process.env.PATH);
    } finally {
      delete process.env.WHENTHEN_TEST_SECRET;
    }
  });

  test('dies at once when killed, even in an endless loop', async () => {
    const child = launch();
    child.send('hang');
    await nextMessage(child);
    child.kill();
    expect(await exitOf(child)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('does not outlive its parent, even in an endless loop', async () => {
    const child = launch();
    child.send('grandchild');
    const pid = Number(await nextMessage(child));
    expect(isAlive(pid)).toBe(true);
    child.kill();
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('has its last message delivered before its exit is told', async () => {
    const child = launch();
    const order: string[] = [];
    child.onMessage((message) => order.push(`message of ${String(message).length}`));
    child.send('last words');
    const exit = await exitOf(child);
    expect(order).toEqual(['message of 200000']);
    expect(exit).toEqual({ code: 7, signal: null });
  });

  test('tells its exit also to those who ask later, and takes no harm from messages after it', async () => {
    const child = launch(new URL('./no-such-script.mjs', import.meta.url));
    const first = await exitOf(child);
    child.send('too late');
    expect(first.code).toBe(1);
    expect(await exitOf(child)).toEqual(first);
  });
});
