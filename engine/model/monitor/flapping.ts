/**
 * Whether a state goes back and forth. The rule of Nagios (`base/flapping.c`): the last 21 states, each change among them
 * weighs from 0.75 (oldest) to 1.25 (newest), in percent of the 20 changes there could be.
 */
export const ringLength = 21;
const startsAt = 20;
const endsAt = 5;

/** The ring with one more state; `1` = past the limit. */
export const remember = (ring: string, isPast: boolean): string => `${ring}${isPast ? 1 : 0}`.slice(-ringLength);

/** Weighted changes in percent. Before 21 states are known, the missing ones count as normal. */
export const changePercent = (ring: string): number => {
  const states = ring.padStart(ringLength, '0');
  let changes = 0;
  for (let index = 1; index < ringLength; index++)
    if (states[index] !== states[index - 1]) changes += 0.75 + ((index - 1) * 0.5) / (ringLength - 2);
  return (changes * 100) / (ringLength - 1);
};

/** Begins at 20 %, ends at 5 %; between the two it stays as it was. */
export const isFlapping = (ring: string, before: boolean): boolean => {
  const percent = changePercent(ring);
  return before ? percent > endsAt : percent >= startsAt;
};
