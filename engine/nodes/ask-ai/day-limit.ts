import { personFault } from '../../model/fault.ts';
import type { Memory } from '../../model/memory.ts';
import type { StepContext } from '../define.ts';

type Context = Pick<StepContext, 'recall' | 'occasion' | 'now' | 'timeZone'>;

/** Every turn of a day is remembered by what it was for, so there may not be too many. */
export const mostPerDay = 1000;

const dayMs = 86_400_000;

/** The calendar day in a time zone: `2026-11-25`. */
const dayOf = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);

/**
 * Takes one of today's turns: null when this question has one, otherwise the wish for it, to be remembered before the step
 * comes back. So questions that fail count too, and a retry of the same one does not. Of several that wish at the same moment
 * the last one is remembered; the others find that they have no turn when they come back, and wish again.
 * Throws `ai.day-limit`.
 */
export const takeTurn = (
  maxPerDay: number | undefined,
  { recall, occasion, now, timeZone }: Context,
): Memory | null => {
  if (maxPerDay === undefined) return null;
  const nowMs = now();
  const key = `asked:${dayOf(nowMs, timeZone)}`;
  const remembered = recall('step', key);
  const turns = Array.isArray(remembered) ? remembered : [];
  if (turns.includes(occasion)) return null;
  if (turns.length >= maxPerDay)
    throw personFault(
      'ai.day-limit',
      `This step has asked ${turns.length === 1 ? 'once' : `${turns.length} times`} today, which is as often as you allowed.`,
      { fix: 'Replay it tomorrow, or allow more questions a day in the step.', data: { maxPerDay } },
    );
  return { scope: 'step', key, value: [...turns, occasion], expiresAtMs: nowMs + 2 * dayMs };
};
