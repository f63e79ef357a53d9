import { basename } from 'node:path';
import { Fault, worldFault } from '../../model/fault.ts';
import type { ChildExit } from '../children/launch-child.ts';

/** A call ran out of time. Nothing of it was written: its transaction never came to its commit. */
export const timedOut = (file: string, timeoutMs: number): Fault =>
  worldFault(
    'database.timeout',
    `"${basename(file)}" did not answer within ${timeoutMs / 1000} seconds, so the work on it was stopped.`,
    { fix: 'Ask for fewer rows, add an index, or give the step more time.' },
  );

export const cancelled = (file: string): Fault =>
  new Fault('person', 'database.cancelled', `The work on "${basename(file)}" was stopped because the run was stopped.`);

export const stopped = (file: string): Fault =>
  worldFault('database.stopped', `WhenThen is closing, so nothing more is done with "${basename(file)}".`, {
    fix: 'Start WhenThen again.',
  });

/** The child ended by itself, twice, before anything was written. */
export const childDied = (file: string, exit: ChildExit): Fault =>
  worldFault('database.child-died', `The helper that works on "${basename(file)}" stopped unexpectedly.`, {
    fix: 'Try again. If it happens every time, the statement may need more memory than this computer has.',
    data: { exit: exit.signal ?? exit.code },
  });

/** The same fault for a call whose commit had begun: it may be in the file or not. */
export const withUnknownOutcome = (fault: Fault, file: string): Fault =>
  new Fault(
    fault.who,
    fault.code,
    `${fault.message} It is not known whether the change was written to "${basename(file)}".`,
    { ...fault.toJSON(), fix: 'Look into the file before doing it again.', outcomeUnknown: true },
  );
