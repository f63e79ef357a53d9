import { Fault } from '../model/fault.ts';

/** The run was cancelled by the person. */
export const cancelledFault = (): Fault =>
  new Fault('person', 'run.cancelled', 'This run was cancelled.', {
    fix: 'Run it again if it should be done after all.',
  });

/** The engine is stopping; the run goes on after the next start. */
export const stoppingFault = (): Fault => new Fault('world', 'engine.stopping', 'WhenThen is closing.');
