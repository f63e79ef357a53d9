import { type Fault, type FaultDetails, personFault, toFault, worldFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import type { HttpResponse } from '../../model/outside.ts';
import { parseJson } from '../../model/parse-json.ts';
import { readRetryAfter } from '../../model/retry-after.ts';

/** The request an answer belongs to. */
export interface Asked {
  /** Whether asking may have changed something on the other side. */
  mayHaveActed: boolean;
  nowMs: number;
  /** What was to sign it in; undefined without. */
  credential?: string | undefined;
}

const meanings: Record<number, string> = {
  400: 'it did not understand the request',
  401: 'it refused the sign-in',
  403: 'it does not allow this with the sign-in given',
  404: 'there is nothing at this address',
  405: 'it does not take this method here',
  408: 'it waited too long for the request',
  409: 'this conflicts with what is already there',
  410: 'what was at this address is gone for good',
  413: 'the request is too large for it',
  415: 'it does not take this kind of body',
  422: 'it did not accept the values',
  425: 'it asks to try again later',
  429: 'there were too many requests; it asks to slow down',
  503: 'it is not available at the moment',
};

const meaningOf = (status: number): string =>
  meanings[status] ?? (status >= 500 ? 'it has a problem of its own' : 'it refused the request');

const fixOf = (status: number): string => {
  if (status === 401 || status === 403)
    return 'Check the connection chosen in this step: it may be missing, expired or lack a permission.';
  if (status === 404 || status === 410) return 'Check the address of the step, and the values in it.';
  if (status === 429 || status >= 500)
    return 'It is tried again by itself; if it stays like this, ask who runs the service.';
  return 'Read what the service said in the details, and change the step accordingly.';
};

const isMarkup = (text: string): boolean => /^\s*</.test(text);

/** A short piece of the answer for the sentence; pages say nothing to a person. */
const quote = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line === '' || isMarkup(text)) return '';
  return ` It said: ${line.length > 150 ? `${line.slice(0, 149)}…` : line}`;
};

/** Statuses that say the request was not acted on, so that a second one is no repetition. */
const didNothing = (status: number, retryAfterMs: number | undefined): boolean =>
  status === 425 ||
  status === 429 ||
  (status < 500 && status !== 408) ||
  (status === 503 && retryAfterMs !== undefined);

const statusFault = (
  { status, headers, text, url }: HttpResponse,
  { mayHaveActed, nowMs, credential }: Asked,
): Fault => {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const details: FaultDetails = {
    fix: fixOf(status),
    data: { status, body: text.slice(0, 2000) },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    // What was to sign it in did not, whatever the request was.
    ...(status === 401 && credential !== undefined && { connection: credential }),
    ...(mayHaveActed && !didNothing(status, retryAfterMs) && { outcomeUnknown: true }),
  };
  const message = `${new URL(url).host} answered ${status}: ${meaningOf(status)}.${quote(text)}`;
  const code = `http.answered-${status}`;
  const passing = status >= 500 || status === 408 || status === 425 || status === 429;
  return passing ? worldFault(code, message, details) : personFault(code, message, details);
};

const isJson = (contentType: string): boolean => /^\s*(application|text)\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType);

const notJson = ({ text, url, status }: HttpResponse, { mayHaveActed }: Asked, cause: Fault): Fault => {
  const came = isMarkup(text) ? 'a web page' : 'something else';
  return worldFault(
    'http.not-json',
    `${new URL(url).host} said it sends JSON, but sent ${came}: ${JSON.stringify(text.trim().slice(0, 80))}.`,
    {
      retryable: !mayHaveActed,
      ...(mayHaveActed && { outcomeUnknown: true }),
      fix: 'Check the address; a page in place of data often means a sign-in or a maintenance page.',
      data: { status, reason: cause.message, body: text.slice(0, 2000) },
      cause,
    },
  );
};

/**
 * The output of a step from what was answered: `{status, headers, body}`, the body as JSON when the answer says it is
 * JSON (null when empty), otherwise as text. Throws `http.answered-<status>` from 400 on, and `http.not-json`.
 */
export const readAnswer = (
  response: HttpResponse,
  asked: Asked,
): { status: number; headers: HttpResponse['headers']; body: JsonValue } => {
  const { status, headers, text } = response;
  if (status >= 400) throw statusFault(response, asked);
  let body: JsonValue = text;
  if (response.saved === undefined && isJson(headers['content-type'] ?? '')) {
    try {
      body = text.trim() === '' ? null : parseJson(text);
    } catch (thrown) {
      throw notJson(response, asked, toFault(thrown));
    }
  }
  return { status, headers, body };
};
