import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../../model/fault.ts';
import type { HookAnswer } from '../../model/outside.ts';
import type { Roster } from '../../model/roster.ts';
import type { Verdict } from '../../model/run.ts';
import type { Delivery } from '../../nodes/define.ts';
import { payloadOf, readDepth, readHeaders, single, turnedAway } from './delivery-payload.ts';
import { handleForm } from './form/handle-form.ts';
import type { Hook, HookDoor, Judged } from './hook.ts';
import { type ParsedBody, parseBody, readForm } from './parse-body.ts';
import { readBody } from './read-body.ts';

/** How long a caller waits for a flow that answers when it is done; after that the run goes on without it. */
export const answerWaitMs = 10_000;

/** Bytes of a rejected delivery that are kept. */
const keptRawBytes = 64 * 1024;

const jsonType = 'application/json; charset=utf-8';

/** Sends a text answer. Flow-made answers are never HTML in our own origin. */
export const sendAnswer = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: { name: string; value: string }[] = [],
): void => {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  for (const { name, value } of more) response.setHeader(name, value);
  response.end(body);
};

const sendFlowAnswer = (response: ServerResponse, { status, headers, body }: HookAnswer): void => {
  const text = typeof body === 'string';
  const own = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  sendAnswer(response, status, text ? 'text/plain; charset=utf-8' : jsonType, text ? body : JSON.stringify(body), [
    ...headers,
    ...(own ? [{ name: 'Content-Security-Policy', value: 'sandbox' }] : []),
  ]);
};

const refuse = (
  response: ServerResponse,
  status: number,
  message: string,
  more: { name: string; value: string }[] = [],
): void => sendAnswer(response, status, jsonType, JSON.stringify({ error: message }), more);

const answerFault = (response: ServerResponse, fault: Fault): void =>
  refuse(response, 503, 'This cannot be taken right now. Please try again.', [
    { name: 'Retry-After', value: fault.code === 'store.disk-full' ? '60' : '5' },
  ]);

const nothingHere = (response: ServerResponse): void => {
  response.statusCode = 404;
  response.end();
};

/** Stores a delivery that must not start a run, then answers. */
const reject = (
  hook: Hook,
  response: ServerResponse,
  delivery: Delivery,
  status: number,
  verdict: Verdict,
  reason: string,
  shown: string,
): void => {
  const raw = delivery.raw.subarray(0, keptRawBytes);
  const judged: Judged = {
    payload: turnedAway(delivery),
    bodyJson: null,
    rejected: { verdict, reason },
    seen: null,
    depth: 0,
    raw,
  };
  hook.deliver(judged, {
    committed: () => {
      // Nobody outside learns that an address exists while its flow is off.
      if (status === 404) nothingHere(response);
      else refuse(response, status, shown, status === 503 ? [{ name: 'Retry-After', value: '30' }] : []);
    },
    failed: (fault) => answerFault(response, fault),
  });
};

/** Callers who wait for a flow to be done, by event; calling one tells them that the run goes on without them. */
export type WaitingCallers = Roster<string, () => void>;

/** Hands an authenticated, understood delivery over and answers as the trigger was set. */
const accept = (
  hook: Hook,
  response: ServerResponse,
  delivery: Delivery,
  { payload, bodyJson }: Pick<Judged, 'payload' | 'bodyJson'>,
  callers: WaitingCallers,
): void => {
  const { registration } = hook;
  const judgement = registration.judge(payload);
  const key = registration.dedupeKey(delivery, payload);
  const judged: Judged = {
    payload,
    bodyJson,
    seen: key === null ? null : { key, windowMs: registration.dedupeWindowMs },
    depth: readDepth(delivery.headers['x-whenthen-depth']),
    ...(!judgement.start && { rejected: judgement }),
  };
  const failed = (fault: Fault): void => answerFault(response, fault);
  if (registration.respond === 'when-done') {
    acceptAndWait(hook, response, judged, failed, callers);
    return;
  }
  hook.deliver(judged, {
    failed,
    committed: ({ id, repeatOf, started }) => {
      if (registration.answer && started) sendFlowAnswer(response, registration.answer);
      else if (repeatOf) sendAnswer(response, 200, jsonType, `{"received":true,"id":"${repeatOf}","duplicate":true}`);
      else sendAnswer(response, 200, jsonType, `{"received":true,"id":"${id}"}`);
    },
  });
};

const acceptAndWait = (
  hook: Hook,
  response: ServerResponse,
  judged: Judged,
  failed: (fault: Fault) => void,
  callers: WaitingCallers,
): void => {
  let id = '';
  let patience: NodeJS.Timeout | undefined;
  const settle = (send: () => void): void => {
    clearTimeout(patience);
    callers.delete(id);
    send();
  };
  const letGo = (): void =>
    settle(() => sendAnswer(response, 202, jsonType, JSON.stringify({ received: true, id, status: 'running' })));
  hook.deliver(judged, {
    failed,
    committed: (outcome) => {
      id = outcome.repeatOf ?? outcome.id;
      if (outcome.started) {
        patience = setTimeout(letGo, answerWaitMs).unref();
        callers.set(id, letGo);
        return;
      }
      const duplicate = outcome.repeatOf !== null && { duplicate: true };
      settle(() => sendAnswer(response, 200, jsonType, JSON.stringify({ received: true, id, ...duplicate })));
    },
    answered: (answer) => settle(() => sendFlowAnswer(response, answer)),
    // Why it failed is for the owner of the flow, not for whoever calls it.
    left: ({ runId, status }) =>
      settle(() => {
        const code = status === 'succeeded' ? 200 : status === 'failed' ? 500 : 202;
        sendAnswer(response, code, jsonType, JSON.stringify({ received: true, id, run: runId, status }));
      }),
  });
};

const handleBody = (hook: Hook, response: ServerResponse, delivery: Delivery, callers: WaitingCallers): void => {
  const { registration } = hook;
  if (!hook.on) {
    reject(hook, response, delivery, 404, 'flow-off', 'The flow is switched off.', '');
    return;
  }
  const trusted = registration.authenticate(delivery, hook.secrets());
  if (!trusted.ok) {
    const shown =
      trusted.status === 503 ? 'This cannot be checked right now. Please try again.' : 'The signature is not right.';
    reject(hook, response, delivery, trusted.status, 'bad-signature', `${trusted.reason} ${trusted.fix}`, shown);
    return;
  }
  let body: ParsedBody;
  try {
    body = parseBody(delivery.raw, single(delivery.headers['content-type']));
  } catch (thrown) {
    const { code, message, fix } = thrown as Fault;
    const status = code === 'body.unsupported-type' ? 415 : 400;
    reject(hook, response, delivery, status, 'not-understood', fix ? `${message} ${fix}` : message, message);
    return;
  }
  const payload = payloadOf(delivery, body.value);
  const challenge = registration.challenge(payload);
  if (challenge) sendFlowAnswer(response, challenge);
  else accept(hook, response, delivery, { payload, bodyJson: body.json }, callers);
};

/**
 * Answers one request below `/hooks/`: limits, raw bytes, signature, content, and only then the store. Whatever was rejected
 * is kept with its verdict; nothing is acknowledged before it is on disk.
 */
export const handleDelivery = (
  door: HookDoor,
  request: IncomingMessage,
  response: ServerResponse,
  callers: WaitingCallers,
): void => {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const rawPath = (mark < 0 ? url : url.slice(0, mark)).slice('/hooks/'.length);
  const path = rawPath.includes('%') ? safeDecode(rawPath) : rawPath;
  const delivery: Delivery = {
    method: request.method ?? '',
    path,
    query: mark < 0 ? {} : readForm(url.slice(mark + 1)),
    headers: readHeaders(request),
    raw: new Uint8Array(),
    receivedAtMs: door.now(),
  };
  const hook = door.find(path);
  if (!hook) {
    if (path !== '') door.strayed(turnedAway(delivery));
    nothingHere(response);
    return;
  }
  const { registration } = hook;
  if (registration.page) {
    handleForm(door, hook, registration.page, request, response, delivery);
    return;
  }
  if (!registration.methods.includes(delivery.method)) {
    const allowed = registration.methods.join(', ');
    const reason = `It came as ${delivery.method}, but this address takes ${allowed}.`;
    // RFC 9110 section 15.5.6.
    response.setHeader('Allow', allowed);
    reject(hook, response, delivery, 405, 'not-understood', reason, reason);
    return;
  }
  const busy = door.busy();
  if (busy) {
    refuse(response, 503, busy.why, [{ name: 'Retry-After', value: String(busy.retryAfterSeconds) }]);
    return;
  }
  const encoding = single(delivery.headers['content-encoding']);
  if (encoding !== undefined && encoding !== 'identity') {
    const reason = `The body came compressed (${encoding}), which is not accepted.`;
    reject(hook, response, delivery, 415, 'not-understood', reason, reason);
    return;
  }
  readBody(request, single(delivery.headers['content-length']), registration.maxBodyBytes, (body) => {
    if (body.ok) {
      const whole = { ...delivery, raw: body.raw };
      door.seen(whole);
      handleBody(hook, response, whole, callers);
      return;
    }
    if (body.why === 'broken-off') return;
    const reason = `The body is larger than ${Math.round(registration.maxBodyBytes / 1024)} KB, the most this address takes.`;
    response.setHeader('Connection', 'close');
    reject(hook, response, delivery, 413, 'too-large', reason, reason);
  });
};

const safeDecode = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
