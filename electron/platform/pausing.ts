/** Flows that were paused together, kept over a restart. */
export interface Paused {
  flows: string[];
  untilMs: number | null;
}

/** Adds the flows that are on to those that are paused already. */
export const pauseFlows = (paused: Paused | null, on: readonly string[], untilMs: number | null): Paused => ({
  flows: [...new Set([...(paused?.flows ?? []), ...on])],
  untilMs,
});

/** Those to turn on again: what the person turned on or threw away meanwhile stays as it is. */
export const flowsToResume = ({ flows }: Paused, known: readonly { id: string; on: boolean }[]): string[] =>
  flows.filter((flow) => known.some(({ id, on }) => id === flow && !on));

/** How long until a pause ends by itself: null for one that only the person ends. */
export const pauseLeftMs = ({ untilMs }: Paused, nowMs: number): number | null =>
  untilMs === null ? null : Math.max(0, untilMs - nowMs);
