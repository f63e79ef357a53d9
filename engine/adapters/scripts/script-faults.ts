import { type Fault, personFault, toFault, worldFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { parseJson } from '../../model/parse-json.ts';
import { type ScriptResult, scriptLimits } from '../../model/script.ts';
import { linesBefore } from './guest.ts';
import type { ScriptOutcome, ThrownError } from './protocol.ts';

const fault = (code: string, message: string, fix: string, line: number | null, logs: readonly string[] = []): Fault =>
  personFault(code, message, {
    fix,
    data: { ...(line !== null && { line }), ...(logs.length > 0 && { logs: [...logs] }) },
  });

/** The line of the code a stack begins with; null when it names none. */
const lineOf = (stack: string): number | null => {
  const line = Number(/<input>:(\d+)/.exec(stack)?.[1]) - linesBefore;
  return Number.isInteger(line) && line >= 1 ? line : null;
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const at = (line: number | null): string => (line === null ? 'The code' : `Line ${line} of the code`);

const mebibytes = scriptLimits.memoryBytes / 1024 / 1024;
const tooSlow = (line: number | null): Fault =>
  fault(
    'code.too-slow',
    `The code was not done after a second${line === null ? '' : ` and was in line ${line}`}, so it was stopped.`,
    'Look for a loop that never ends, or do less at once.',
    line,
  );
const tooMuchMemory = (line: number | null): Fault =>
  fault(
    'code.too-much-memory',
    `${at(line)} needs more than the ${mebibytes} MB of memory it may have.`,
    'Work on less at once.',
    line,
  );
const tooDeep = (line: number | null): Fault =>
  fault(
    'code.too-deep',
    `${at(line)} calls itself over and over.`,
    'Look for a function that calls itself without an end.',
    line,
  );

/** Limits reach the code as errors it may even catch; whichever way they come out, they are the same. */
const limitFault = ({ message, stack }: { message: string; stack: string }): Fault | null => {
  if (message === 'interrupted') return tooSlow(lineOf(stack));
  if (/out of memory|string too long|invalid array length|array too large/i.test(message))
    return tooMuchMemory(lineOf(stack));
  return /stack overflow|call stack/i.test(message) ? tooDeep(lineOf(stack)) : null;
};

const thrownFault = (thrown: ThrownError, logs: readonly string[]): Fault => {
  const line = lineOf(thrown.stack);
  const limit = limitFault(thrown);
  if (limit && /^(InternalError|RangeError)$/.test(thrown.name)) return limit;
  const missing = /^'?([\w$]+)'? is not defined$/.exec(thrown.message)?.[1];
  if (thrown.name === 'ReferenceError' && missing !== undefined)
    return fault(
      'code.not-there',
      `${at(line)} uses "${missing}", which is not there.`,
      'Code has its input and the language itself: no network, no files, no packages.',
      line,
      logs,
    );
  const what = [thrown.name, thrown.message].filter((word) => word !== '').join(': ');
  return fault(
    'code.failed',
    sentence(`${at(line)} stopped with "${what}"`),
    'Correct the code, or the value it was given.',
    line,
    logs,
  );
};

/** Turns what the sandbox said into a result. Throws `code.*` faults. */
export const readOutcome = (text: string): ScriptResult => {
  const outcome = JSON.parse(text) as ScriptOutcome;
  const logs = outcome.logs ?? [];
  if ('value' in outcome) return { value: checked(outcome.value), logs };
  if ('syntax' in outcome) {
    const line = lineOf(outcome.syntax.stack);
    throw fault(
      'code.cannot-be-read',
      sentence(`${at(line)} cannot be read: ${outcome.syntax.message}`),
      'Look for a missing bracket, quote or comma.',
      line,
    );
  }
  if ('error' in outcome) throw thrownFault(outcome.error, logs);
  if ('refused' in outcome) {
    const nothing = outcome.refused === 'it is nothing';
    throw fault(
      'code.not-a-value',
      nothing ? 'The code returned nothing.' : `What the code returned cannot be handed on: ${outcome.refused}.`,
      nothing
        ? 'End it with "return" and what the next steps should get.'
        : 'Return texts, numbers, yes or no, lists and records.',
      null,
      logs,
    );
  }
  if ('tooLarge' in outcome)
    throw fault('code.too-large', 'What the code returned is larger than 1 MB.', 'Return less.', null, logs);
  if (outcome.stopped.late) throw tooSlow(lineOf(outcome.stopped.stack));
  throw limitFault(outcome.stopped) ?? killed();
};

/** The sandbox writes JSON by rules of its own; what comes out of it is read as carefully as what comes from the network. */
const checked = (value: unknown): JsonValue => {
  try {
    return parseJson(JSON.stringify(value));
  } catch (thrown) {
    throw fault(
      'code.not-a-value',
      `What the code returned cannot be handed on: ${toFault(thrown).message}`,
      'Return less.',
      null,
    );
  }
};

export const killed = (): Fault =>
  fault(
    'code.too-slow',
    'The code did not stop when it was asked to, so it was ended.',
    'Look for a loop that never ends or that collects more and more.',
    null,
  );

export const inputTooLarge = (): Fault =>
  fault('code.too-large', 'What the code is given is larger than 1 MB.', 'Give it only the values it needs.', null);

export const notStarted = (): Fault =>
  worldFault('code.not-started', 'The process that runs code could not be started.', {
    fix: 'It is tried again; if it stays like this, restart WhenThen.',
  });

export const givenUp = (): Fault =>
  worldFault('code.stopped', 'The step was stopped while its code was running.', {
    fix: 'Run it again.',
    retryable: false,
  });
