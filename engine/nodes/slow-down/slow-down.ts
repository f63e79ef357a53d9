import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import { defineStep, outPort } from '../define.ts';
import { number } from '../params.ts';
import { showValue } from '../show-value.ts';

/** A line longer than this is no line: what stands in it would be done when nobody remembers why. */
const longestWaitMs = 7 * 86_400_000;

const params = z.strictObject({
  max: number(z.int().min(1).max(1000)).default(1),
  perSeconds: number(z.number().positive().max(86_400)).default(1),
  when: z
    .enum(['wait', 'drop'])
    .default('wait')
    .describe('What happens to more: it waits for its turn, or is left out'),
});

const turnsOf = (value: unknown): number[] => (Array.isArray(value) ? (value as number[]) : []);

/**
 * Lets at most so many through in any stretch of time, over all runs of the flow. Turns are given out in order of arrival and
 * stored, so a line survives a restart.
 */
export const node = defineStep({
  type: 'slow-down',
  version: 1,
  family: 'check',
  title: 'Slow down',
  description: 'Lets only so many through in a time; the others wait their turn or are left out.',
  icon: 'timer',
  synonyms: ['rate limit', 'throttle', 'slow', 'limit', 'quota', 'per minute', 'too many requests'],
  params,
  form: [
    { name: 'max', label: 'At most', kind: 'number', templated: true, placeholder: '1' },
    { name: 'perSeconds', label: 'In this many seconds', kind: 'number', templated: true, placeholder: '1' },
    {
      name: 'when',
      label: 'When there are more',
      kind: 'choice',
      choices: [
        { value: 'wait', label: 'They wait for their turn' },
        { value: 'drop', label: 'They are left out' },
      ],
    },
  ],
  ports: ({ when }) =>
    when === 'drop'
      ? [
          { ...outPort, label: 'in time' },
          { id: 'dropped', label: 'too many' },
        ]
      : [outPort],
  summary: ({ max, perSeconds, when }) =>
    `Lets ${showValue(max)} through in ${showValue(perSeconds)} seconds; more ${when === 'wait' ? 'wait' : 'are left out'}`,
  sample: () => ({ waitedSeconds: 0 }),
  effect: () => 'pure',
  run: ({ max, perSeconds, when }, { recall, occasion, now, startedAtMs }) => {
    const nowMs = now();
    const own = `turn:${occasion}`;
    const given = recall('step', own);
    if (typeof given === 'number') {
      if (nowMs < given) return { waitUntilMs: given };
      const forget = { scope: 'step' as const, key: own, value: undefined, expiresAtMs: null };
      return { output: { waitedSeconds: Math.max(0, nowMs - startedAtMs) / 1000 }, remember: [forget] };
    }
    const spanMs = perSeconds * 1000;
    // The last turns given out, oldest first; some of them may lie ahead.
    const turns = turnsOf(recall('step', 'turns')).slice(-max);
    const oldest = turns.length < max ? undefined : turns[0];
    const turn = Math.max(nowMs, (oldest ?? Number.NEGATIVE_INFINITY) + spanMs);
    if (turn > nowMs && when === 'drop') return { port: 'dropped', output: { waitedSeconds: 0 } };
    if (turn - nowMs > longestWaitMs)
      throw personFault(
        'slow-down.line-too-long',
        'So many wait here that this one would have its turn in more than a week.',
        {
          fix: 'Let more through, or leave out what is too many.',
        },
      );
    const remembered = {
      scope: 'step' as const,
      key: 'turns',
      value: [...turns, turn].slice(-max),
      expiresAtMs: turn + spanMs,
    };
    if (turn <= nowMs) return { output: { waitedSeconds: 0 }, remember: [remembered] };
    return {
      waitUntilMs: turn,
      remember: [remembered, { scope: 'step', key: own, value: turn, expiresAtMs: turn + longestWaitMs }],
    };
  },
  upgrades: [],
});
