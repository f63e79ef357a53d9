import { Fault, type FaultData } from '../model/fault.ts';
import type { Clock } from '../model/outside.ts';

/** For so long nobody tries a connection again that was found broken: trying wrong passwords locks accounts. */
const restMs = 10 * 60_000;

/** Connections that were found broken and not mended since. Steps that need one wait without trying it. */
export interface BrokenConnections {
  broke(name: string, fault: FaultData): void;
  mended(name: string): void;
  /** Throws what was found when the connection was tried last, while it rests. */
  check(name: string): void;
}

export const createBrokenConnections = ({ monotonic }: Pick<Clock, 'monotonic'>): BrokenConnections => {
  const broken = new Map<string, { fault: FaultData; untilMs: number }>();
  return {
    broke: (name, fault) => {
      const known = broken.get(name);
      // Steps that did not try say nothing new.
      if (!known || known.untilMs <= monotonic()) broken.set(name, { fault, untilMs: monotonic() + restMs });
    },
    mended: (name) => {
      broken.delete(name);
    },
    check: (name) => {
      const known = broken.get(name);
      if (!known || known.untilMs <= monotonic()) return;
      const { who, code, message } = known.fault;
      throw new Fault(who, code, message, known.fault);
    },
  };
};

/** What says that the connection itself is broken, and not this one message, this address or this moment. */
const brokenCodes: readonly string[] = [
  'credential.missing',
  'credential.cannot-open',
  'mail.sign-in',
  'mail.certificate',
  'mail.tls',
  'mail.needs-tls',
  'chat.gone',
  'chat.moved',
  'ai.key-refused',
  'ai.no-credit',
  'ai.no-model',
  'ai.not-there',
  'oauth.refused',
];

/** Runs something that needs a connection. What shows that it is broken names it; one known to be broken is left alone. */
export const throughConnection = async <Result>(
  broken: BrokenConnections,
  name: string,
  run: () => Promise<Result>,
): Promise<Result> => {
  broken.check(name);
  try {
    return await run();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || !brokenCodes.includes(thrown.code)) throw thrown;
    throw new Fault(thrown.who, thrown.code, thrown.message, { ...thrown.toJSON(), cause: thrown, connection: name });
  }
};
