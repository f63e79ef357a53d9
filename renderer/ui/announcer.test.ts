import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announce, useAnnouncement } from './announcer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

const said = (): string => useAnnouncement.getState().text;

test('says the first at once and joins what comes within a second', () => {
  announce('Step added');
  expect(said()).toBe('Step added');
  announce('Step connected');
  announce('Step connected');
  announce('Saved');
  expect(said()).toBe('Step added');
  vi.advanceTimersByTime(1_000);
  expect(said()).toBe('Step connected. Saved');
});

test('says the same words again as a new announcement', () => {
  announce('Copied');
  const { turn } = useAnnouncement.getState();
  vi.advanceTimersByTime(1_000);
  announce('Copied');
  expect(useAnnouncement.getState()).toEqual({ text: 'Copied', turn: turn + 1 });
});
