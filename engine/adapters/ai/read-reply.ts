import { type Fault, type FaultDetails, personFault, worldFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import type { HttpResponse } from '../../model/outside.ts';
import { readRetryAfter } from '../../model/retry-after.ts';

/** Longer answers are refused: nobody reads them, and every step after this one would carry them along. */
const maxAnswerLength = 200_000;

/** What a service said, before anybody asks what of it is usable. */
export interface Reply {
  text: string;
  usage: { question: number | null; answer: number | null };
}

const recordOf = (value: JsonValue | undefined): JsonRecord => (isRecord(value) ? value : {});

const jsonOf = (text: string): JsonRecord => {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
};

/** What a service says is wrong: `{error: {message, code}}`, `{error: "…"}`, `{message}` or `{detail}`. */
const complaintOf = (text: string): { said: string; code: string } => {
  const json = jsonOf(text);
  const error = isRecord(json.error) ? json.error : json;
  const words = [json.error, error.message, json.detail].find((value) => typeof value === 'string' && value !== '');
  const line = (typeof words === 'string' ? words : /^\s*[<{[]/.test(text) ? '' : text).replace(/\s+/g, ' ').trim();
  const code = [error.code, error.type].find((value) => typeof value === 'string');
  return {
    said: line.length > 200 ? `${line.slice(0, 199)}…` : line,
    code: typeof code === 'string' ? code : '',
  };
};

/** What a service that refused a question cannot do: the form of the answer, the limit on it, or neither. */
export const cannotDo = ({ status, text }: HttpResponse): 'form' | 'limit' | null => {
  if (status !== 400 && status !== 422) return null;
  if (/context.length|maximum context|too long|invalid.api.key|unknown.model|model.not.found/i.test(text)) return null;
  return /max_(completion_)?tokens/i.test(text) ? 'limit' : 'form';
};

/** Why a service did not answer, in words. */
export const refusal = (
  { status, headers, text, url }: HttpResponse,
  { model, nowMs }: { model: string; nowMs: number },
): Fault => {
  const { host } = new URL(url);
  const { said, code } = complaintOf(text);
  const quoted = said === '' ? '' : ` It said: “${said}”.`;
  const details: FaultDetails = { data: { status, ...(said !== '' && { answer: said }) } };
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const person = (name: string, message: string, fix: string) =>
    personFault(name, message + quoted, { ...details, fix });
  if (status === 402 || /insufficient_quota|billing|credit/i.test(code))
    return person('ai.no-credit', `${host} wants to be paid first.`, 'Add credit or a plan at the service.');
  if (status === 429)
    return worldFault('ai.slow-down', `${host} asked to slow down: too many questions in a short time.${quoted}`, {
      ...details,
      fix: 'It is tried again by itself; if it happens often, ask less or get a larger plan.',
      retryAfterMs: retryAfterMs ?? 20_000,
    });
  if (status === 401 || status === 403)
    return person(
      'ai.key-refused',
      `${host} did not accept the key of this connection.`,
      'Copy the key again from the service and replace it under Connections.',
    );
  if (status === 408 || status === 425 || status >= 500)
    return worldFault('ai.unavailable', `${host} has a problem of its own (${status}).${quoted}`, {
      ...details,
      fix: 'It is tried again by itself; if it stays like this, look at the status page of the service.',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  if (status === 413 || /context.length|maximum context|too long/i.test(`${code} ${said}`))
    return person(
      'ai.too-long',
      `This question is too long for “${model}”.`,
      'Send less of the data, or choose a model that takes more under Connections.',
    );
  if (status >= 300 && status < 400)
    return person(
      'ai.moved',
      `${host} sends the question on to another address; a key is not sent after it.`,
      'Enter the new address of the service under Connections.',
    );
  if (/model/i.test(`${code} ${said}`) && (status === 404 || /model/i.test(code)))
    return person(
      'ai.no-model',
      `${host} does not have the model “${model}”.`,
      'Replace the connection under Connections and choose a model from the list.',
    );
  if (status === 404 || status === 405)
    return person(
      'ai.not-there',
      `${host} answers, but not at the address of this connection.`,
      'Check the address under Connections; it often ends in /v1.',
    );
  return person('ai.refused', `${host} did not take the question (${status}).`, 'Change the step so that it fits.');
};

const textOf = (content: JsonValue | undefined): string | null => {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return null;
  return content.map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('');
};

const count = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null);

/** The answer in a reply of status 200. Throws `ai.*` faults for one that is cut off, refused, empty or none at all. */
export const readReply = ({ text, url }: HttpResponse): Reply => {
  const { host } = new URL(url);
  const json = jsonOf(text);
  const [first] = Array.isArray(json.choices) ? json.choices : [];
  const choice = recordOf(first);
  const message = recordOf(choice.message);
  const content = textOf(message.content);
  if (typeof message.refusal === 'string' || choice.finish_reason === 'content_filter')
    throw personFault('ai.declined', `The AI does not want to answer this question.`, {
      fix: 'Ask in another way, or look at what the data holds.',
      ...(typeof message.refusal === 'string' && { data: { answer: message.refusal.slice(0, 500) } }),
    });
  if (choice.finish_reason === 'length')
    throw personFault('ai.cut-off', 'The answer was cut off, because it became longer than allowed.', {
      fix: 'Allow more words in the step, or ask for less.',
    });
  if (content === null) {
    const { said } = complaintOf(text);
    throw worldFault(
      'ai.bad-answer',
      `What ${host} answered is not in the format of an AI service.${said === '' ? '' : ` It said: “${said}”.`}`,
      { retryable: false, fix: 'Check the address of the connection; it often ends in /v1.' },
    );
  }
  if (content.trim() === '')
    throw worldFault('ai.empty', 'The AI answered with nothing.', { fix: 'Try again, or ask in another way.' });
  if (content.length > maxAnswerLength)
    throw personFault(
      'ai.answer-too-long',
      'The answer of the AI is longer than WhenThen takes (200,000 characters).',
      {
        fix: 'Ask for less, or limit the number of words.',
      },
    );
  const usage = recordOf(json.usage);
  return { text: content, usage: { question: count(usage.prompt_tokens), answer: count(usage.completion_tokens) } };
};

/** The names of models in an answer to `GET /models`; null when it is none. */
export const readModels = ({ status, text }: HttpResponse): string[] | null => {
  const { data } = jsonOf(text);
  if (status !== 200 || !Array.isArray(data)) return null;
  const ids = data.flatMap((model) => (isRecord(model) && typeof model.id === 'string' ? [model.id] : []));
  return [...new Set(ids)].sort((a, b) => a.localeCompare(b)).slice(0, 1000);
};
