import type { JsonValue } from './json.ts';

/** Who has to act: the person (change the flow), the world (wait and try again) or us (a defect in WhenThen). */
export type Who = 'person' | 'world' | 'us';

/** A failure as it is stored, shown and sent over a wire. */
export interface FaultData {
  /** `noun.reason`, stable, never translated. */
  code: string;
  who: Who;
  /** What happened and why, in words a shop owner understands. */
  message: string;
  /** What to do about it, one sentence. */
  fix?: string;
  /** Whether trying the same thing again may work. */
  retryable: boolean;
  /** How long the other side asked us to wait (`Retry-After`). */
  retryAfterMs?: number;
  /** True when it is not known whether the effect took place (the connection broke while waiting for the answer). */
  outcomeUnknown?: boolean;
  /** The connection that has to be mended first. A step that fails so waits for that instead of failing for good. */
  connection?: string;
  /** Facts for the details pane; never secrets. */
  data?: JsonValue;
}

export type FaultDetails = Omit<FaultData, 'code' | 'message' | 'who' | 'retryable'> & { cause?: unknown };

/**
 * The one error class nodes and services throw. Anything else that is thrown is a defect of ours and becomes
 * `internal.unexpected` through {@link toFault}.
 */
export class Fault extends Error implements FaultData {
  readonly code: string;
  readonly who: Who;
  readonly retryable: boolean;
  readonly fix?: string;
  readonly retryAfterMs?: number;
  readonly outcomeUnknown?: boolean;
  readonly connection?: string;
  readonly data?: JsonValue;

  constructor(who: Who, code: string, message: string, details: FaultDetails & { retryable?: boolean } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Fault';
    this.code = code;
    this.who = who;
    this.retryable = details.retryable ?? who === 'world';
    if (details.fix !== undefined) this.fix = details.fix;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.outcomeUnknown !== undefined) this.outcomeUnknown = details.outcomeUnknown;
    if (details.connection !== undefined) this.connection = details.connection;
    if (details.data !== undefined) this.data = details.data;
  }

  toJSON(): FaultData {
    return faultData(this);
  }
}

const faultData = (fault: FaultData): FaultData => ({
  code: fault.code,
  who: fault.who,
  message: fault.message,
  retryable: fault.retryable,
  ...(fault.fix !== undefined && { fix: fault.fix }),
  ...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
  ...(fault.outcomeUnknown !== undefined && { outcomeUnknown: fault.outcomeUnknown }),
  ...(fault.connection !== undefined && { connection: fault.connection }),
  ...(fault.data !== undefined && { data: fault.data }),
});

/** The person must change something; trying again as it is will not help. */
export const personFault = (code: string, message: string, details: FaultDetails = {}): Fault =>
  new Fault('person', code, message, details);

/** Something outside did not work; it is tried again unless `retryable` says no. */
export const worldFault = (
  code: string,
  message: string,
  details: FaultDetails & { retryable?: boolean } = {},
): Fault => new Fault('world', code, message, details);

/** A defect of ours. */
export const ourFault = (code: string, message: string, details: FaultDetails = {}): Fault =>
  new Fault('us', code, message, details);

/** Rebuilds a fault that crossed a wire or came from the store. */
export const reviveFault = (data: FaultData): Fault => new Fault(data.who, data.code, data.message, data);

/** Turns whatever was thrown into a {@link Fault}; an unknown error is a defect of ours. */
export const toFault = (thrown: unknown): Fault => {
  if (thrown instanceof Fault) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return ourFault('internal.unexpected', `Something went wrong inside WhenThen: ${text}`, {
    fix: 'Try again. If it happens every time, please report it with the steps that lead to it.',
    cause: thrown,
  });
};
