import { personFault, toFault } from '../model/fault.ts';
import { type Handlers, type MethodName, methods } from './methods.ts';
import type { Push } from './pushes.ts';
import { callSchema, type Wire } from './wire.ts';

/** How often changes are sent to a screen at the most. */
const pushEveryMs = 150;

/** Something one can subscribe to for pushes; returns a function that ends it. */
export type PushSource = (receive: (push: Push) => void) => () => void;

const isMethod = (name: string): name is MethodName => Object.hasOwn(methods, name);

/** Checks the input and calls the handler. Throws faults only. */
export const callHandler = async (handlers: Handlers, name: string, input: unknown): Promise<unknown> => {
  if (!isMethod(name)) throw personFault('call.unknown', `There is no call named "${name}".`);
  const parsed = methods[name].input.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw personFault(
      'call.bad-input',
      `The call "${name}" was given something it cannot use: ${issue?.path.join('.')} ${issue?.message}`,
    );
  }
  try {
    return await handlers[name](parsed.data as never);
  } catch (thrown) {
    throw toFault(thrown);
  }
};

/** Serves the contract on one wire until it closes. */
export const serveContract = (handlers: Handlers, pushes: PushSource, wire: Wire): void => {
  let batch: Push[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const sending = batch;
    batch = [];
    wire.send({ kind: 'push', pushes: sending });
  };
  const unsubscribe = pushes((push) => {
    batch.push(push);
    timer ??= setTimeout(flush, pushEveryMs);
  });
  wire.onClose(() => {
    clearTimeout(timer);
    unsubscribe();
  });
  wire.onMessage((received) => {
    const call = callSchema.safeParse(received);
    if (!call.success) {
      wire.close();
      return;
    }
    const { id, method, input } = call.data;
    callHandler(handlers, method, input).then(
      (output) => wire.send({ kind: 'reply', id, output: output ?? null }),
      (fault: unknown) => wire.send({ kind: 'fail', id, fault: toFault(fault).toJSON() }),
    );
  });
};
