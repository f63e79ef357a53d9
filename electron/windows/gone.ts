/** Why the process that draws the window ended, as Electron says it. */
export type GoneReason =
  | 'clean-exit'
  | 'abnormal-exit'
  | 'killed'
  | 'crashed'
  | 'oom'
  | 'launch-failed'
  | 'integrity-failure'
  | 'memory-eviction';

/** Two in this time are no accident: loading a third time by itself would only go round in circles. */
const soonMs = 60_000;

/** `nothing`, or a question to the person; the engine runs on in any case. */
export type AfterGone = { ask: false } | { ask: true; detail: string };

/** What to say when the window's process has ended. */
export const afterGone = (reason: GoneReason, sinceLastMs: number): AfterGone => {
  if (reason === 'clean-exit') return { ask: false };
  const why =
    reason === 'oom' || reason === 'memory-eviction'
      ? 'It used more memory than this computer has to spare.'
      : reason === 'launch-failed' || reason === 'integrity-failure'
        ? 'It could not be started; installing WhenThen again may help.'
        : sinceLastMs < soonMs
          ? 'It stopped twice in a minute. If it happens again, quit and start WhenThen anew.'
          : 'What you made is saved.';
  return { ask: true, detail: `Your flows go on running. ${why}` };
};
