import { type ChatReceipt, type ChatService, chatServices } from '../../model/chat.ts';
import { Fault, type FaultDetails, personFault, worldFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord } from '../../model/json.ts';
import type { HttpResponse } from '../../model/outside.ts';
import { readRetryAfter } from '../../model/retry-after.ts';

interface Read {
  status: number;
  /** The answer as a record; empty when it is none. */
  json: JsonRecord;
  /** What the service said, one short line. */
  said: string;
  retryAfterMs: number | undefined;
}

const recordOf = (text: string): JsonRecord => {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
};

const oneLine = (text: string): string => {
  const line = /^\s*</.test(text) ? '' : text.replace(/\s+/g, ' ').trim();
  return line.length > 150 ? `${line.slice(0, 149)}…` : line;
};

/** Discord and Telegram also say in the body for how many seconds to be quiet. */
const pauseOf = (json: JsonRecord): number | undefined => {
  const inner = isRecord(json.parameters) ? json.parameters.retry_after : json.retry_after;
  return typeof inner === 'number' && inner >= 0 ? Math.min(Math.ceil(inner * 1000), 86_400_000) : undefined;
};

const read = ({ status, headers, text }: HttpResponse, nowMs: number): Read => {
  const json = recordOf(text);
  // Connectors of Teams answer 200 and put the failure of the delivery into words.
  const inner = status === 200 ? /endpoint returned HTTP error (\d{3})/i.exec(text)?.[1] : undefined;
  const words = [json.description, json.message].find((value) => typeof value === 'string');
  return {
    status: inner === undefined ? status : Number(inner),
    json,
    said: oneLine(typeof words === 'string' ? words : text),
    retryAfterMs: pauseOf(json) ?? readRetryAfter(headers['retry-after'], nowMs),
  };
};

const movedTo = ({ json }: Read): string | undefined => {
  const id = isRecord(json.parameters) ? json.parameters.migrate_to_chat_id : undefined;
  return typeof id === 'number' ? String(id) : undefined;
};

const faultOf = (service: ChatService, answer: Read): Fault => {
  const { status, said, retryAfterMs } = answer;
  const { name } = chatServices[service];
  const quoted = said === '' ? '' : ` It said: “${said}”.`;
  const details: FaultDetails = { data: { status, ...(said !== '' && { answer: said }) } };
  if (status === 429)
    return worldFault('chat.slow-down', `${name} asked to slow down: too many messages in a short time.`, {
      ...details,
      fix: 'It is tried again by itself; if it happens often, send fewer messages.',
      retryAfterMs: retryAfterMs ?? 5000,
    });
  if (status >= 300 && status < 400)
    return personFault(
      'chat.moved',
      `${name} sends the message on to another address; a secret address is not followed.`,
      {
        ...details,
        fix: 'Copy the address again from the service and replace it under Connections.',
      },
    );
  const moved = movedTo(answer);
  if (moved !== undefined)
    return personFault('chat.gone', `This group became a larger one and has the number ${moved} now.`, {
      ...details,
      fix: `Enter ${moved} as the chat under Connections.`,
    });
  if (status === 401 || status === 404 || status === 410)
    return personFault(
      'chat.gone',
      service === 'telegram'
        ? `Telegram does not know this bot (any more).${quoted}`
        : `The webhook of this connection does not exist any more at ${name}.${quoted}`,
      { ...details, fix: 'Make a new one at the service and replace it under Connections.' },
    );
  if (status === 408 || status === 425 || status >= 500)
    return worldFault('chat.unavailable', `${name} has a problem of its own (${status}).${quoted}`, {
      ...details,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      // A gateway that gave up waiting says nothing about the service behind it.
      ...((status !== 503 || retryAfterMs === undefined) && status !== 425 && { outcomeUnknown: true }),
    });
  return personFault('chat.refused', `${name} did not take the message (${status}).${quoted}`, {
    ...details,
    fix:
      service === 'telegram'
        ? 'Check the chat of the connection, and whether the bot is a member of it and may write there.'
        : 'Check whether the channel still exists and the webhook may post there.',
  });
};

const idOf = (service: ChatService, json: JsonRecord): string | null => {
  const id = service === 'discord' ? json.id : isRecord(json.result) ? json.result.message_id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
};

const isTaken = ({ status, json }: Read): boolean => status >= 200 && status < 300 && json.ok !== false;

/** What became of a message. Throws `chat.*` faults. */
export const readReceipt = (service: ChatService, response: HttpResponse, nowMs: number): ChatReceipt => {
  const answer = read(response, nowMs);
  if (!isTaken(answer)) throw faultOf(service, answer);
  return { messageId: idOf(service, answer.json) };
};

/** The record a service answered to a question about a connection. Throws `chat.*` faults. */
export const readFacts = (service: ChatService, response: HttpResponse, nowMs: number): JsonRecord => {
  const answer = read(response, nowMs);
  if (!isTaken(answer)) {
    const fault = faultOf(service, answer);
    // A question changes nothing, so nothing can have happened.
    throw new Fault(fault.who, fault.code, fault.message, { ...fault.toJSON(), outcomeUnknown: false });
  }
  return answer.json;
};
