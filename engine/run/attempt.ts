import type { PlanStep } from '../compile/plan.ts';
import { Fault, toFault } from '../model/fault.ts';
import type { Clock } from '../model/outside.ts';
import type { StepContext, StepResult } from '../nodes/define.ts';

/** The largest output a step may hand on, as JSON text. */
export const maxOutputLength = 4 * 1024 * 1024;

const checkSize = (result: StepResult): StepResult => {
  if (result.output !== undefined && JSON.stringify(result.output).length > maxOutputLength)
    throw new Fault('person', 'step.output-too-large', 'This step hands on more than 4 MB of data.', {
      fix: 'Ask for less: fewer rows, a page at a time, or only the fields you need.',
    });
  return result;
};

const timedOut = (step: PlanStep): Fault =>
  new Fault('world', 'step.timeout', `"${step.label}" did not finish within ${step.timeoutMs / 1000} seconds.`, {
    outcomeUnknown: step.effect !== 'pure' && step.effect !== 'reads',
    fix: 'Allow it more time, or check why it is slow.',
  });

/**
 * Runs one attempt of a step that may take time. It ends at the step's time limit or when `stop` is aborted (with a fault
 * as reason), whether or not the node obeys its signal. Rejects with a fault only.
 */
export const runAttempt = async (
  step: PlanStep,
  params: unknown,
  context: StepContext,
  clock: Clock,
  stop: AbortController,
): Promise<StepResult> => {
  const { signal } = stop;
  if (signal.aborted) throw toFault(signal.reason);
  const callOff = clock.alarm(step.timeoutMs, () => stop.abort(timedOut(step)));
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(toFault(signal.reason)), { once: true });
  });
  const run = async () => step.definition.run(params as never, context);
  try {
    return checkSize(await Promise.race([run(), aborted]));
  } catch (thrown) {
    // A node that noticed the abort has its own words for it; the reason we aborted for is the truth.
    throw toFault(signal.aborted ? signal.reason : thrown);
  } finally {
    callOff();
  }
};
