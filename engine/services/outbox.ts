import type { Handlers } from '../contract/methods.ts';
import type { OutboxEntry } from '../contract/shapes.ts';
import { personFault } from '../model/fault.ts';
import { outboxIdSchema, rowOf, timeOfRow } from '../model/ids.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import { plainLine } from '../model/plain-line.ts';
import type { Kernel } from './kernel.ts';

const titleOf = (message: StoredOutboxMessage['message']): string => {
  switch (message.kind) {
    case 'email':
      return message.subject;
    case 'chat':
      return plainLine(message.text.trim().split(/\r?\n/)[0] ?? '').slice(0, 200);
    case 'notification':
      return message.title;
  }
};

const describe = (kernel: Kernel, { id, flowId, runId, node, message }: StoredOutboxMessage): OutboxEntry => ({
  id,
  kind: message.kind,
  at: new Date(timeOfRow(rowOf(id))).toISOString(),
  flow: kernel.config.flow(flowId)?.name ?? null,
  flowId,
  runId,
  node,
  to: message.kind === 'email' ? [...message.to, ...message.cc, ...message.bcc] : [],
  title: titleOf(message),
});

/** What was kept on this computer: e-mails and chat messages of the Practice outbox, and notifications. */
export const outboxHandlers = (kernel: Kernel): Pick<Handlers, 'outbox.list' | 'outbox.show'> => ({
  'outbox.list': ({ before, ...filter }) =>
    kernel.history.outbox
      .list({ ...filter, before: before === undefined ? undefined : rowOf(outboxIdSchema.parse(before)) })
      .map((message) => describe(kernel, message)),
  'outbox.show': ({ message: id }) => {
    const found = kernel.history.outbox.show(id);
    if (!found) throw personFault('outbox.not-found', `There is no message ${id}; it may have been removed by now.`);
    return { ...describe(kernel, found), message: found.message };
  },
});
