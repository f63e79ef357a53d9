import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCountdown } from './countdown.ts';
import { shownFor, toast, useToasts } from './toasts.ts';

beforeEach(() => {
  vi.useFakeTimers();
  useToasts.setState({ waiting: [], history: [] });
});
afterEach(() => vi.useRealTimers());

test('a short message stays six seconds, a long one longer', () => {
  expect(shownFor({ tone: 'ok', title: 'Saved' })).toBe(6_000);
  expect(shownFor({ tone: 'ok', title: 'word '.repeat(30) })).toBe(12_000);
});

test('time stands still while a message is paused', () => {
  const onEnd = vi.fn();
  const countdown = createCountdown(6_000, onEnd);
  countdown.resume();
  vi.advanceTimersByTime(5_000);
  countdown.pause();
  vi.advanceTimersByTime(60_000);
  expect(onEnd).not.toHaveBeenCalled();
  countdown.resume();
  vi.advanceTimersByTime(999);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('a cancelled countdown never ends', () => {
  const onEnd = vi.fn();
  const countdown = createCountdown(100, onEnd);
  countdown.resume();
  countdown.cancel();
  vi.advanceTimersByTime(1_000);
  expect(onEnd).not.toHaveBeenCalled();
});

test('the same message is shown once, and dismissed messages stay in the history', () => {
  const first = toast({ tone: 'ok', title: 'Saved' });
  expect(toast({ tone: 'ok', title: 'Saved' })).toBe(first);
  toast({ tone: 'err', title: 'It stopped' });
  useToasts.getState().dismiss(first);
  expect(useToasts.getState().waiting.map(({ title }) => title)).toEqual(['It stopped']);
  expect(useToasts.getState().history.map(({ title }) => title)).toEqual(['It stopped', 'Saved']);
});
