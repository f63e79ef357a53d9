import type { CurlParams } from '../../contract/curl.ts';
import { personFault } from '../../model/fault.ts';
import { connectionHeaders } from '../../model/header.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { hiddenValue, maskSecrets } from '../../model/mask-secrets.ts';
import { isCurl, readCurl } from './read-curl.ts';

type NameValue = CurlParams['query'][number];

/** What browsers put into a copied command, and a request of WhenThen either adds by itself or has no use for. */
const ofBrowser =
  /^(accept-encoding|accept-language|cookie|dnt|origin|priority|referer|sec-.*|te|upgrade-insecure-requests|user-agent)$/;

/** The content types a kind of body is sent with anyway. */
const usualTypes: Partial<Record<CurlParams['body']['kind'], RegExp>> = {
  json: /^application\/json\s*(;\s*charset=utf-8)?$/i,
  form: /^application\/x-www-form-urlencoded\s*(;.*)?$/i,
  text: /^text\/plain;\s*charset=utf-8$/i,
};

const pairs = (record: JsonRecord): NameValue[] =>
  Object.entries(record).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: String(one ?? '') })),
  );

const bodyOf = (value: JsonValue, sent: string | null, type: string): CurlParams['body'] => {
  if (sent === null || sent === '') return { kind: 'none' };
  if (/[/+]json\b/i.test(type)) return { kind: 'json', value };
  if (/x-www-form-urlencoded/i.test(type) && isRecord(value))
    return { kind: 'form', fields: [...new URLSearchParams(sent)].map(([name, text]) => ({ name, value: text })) };
  return { kind: 'text', text: sent };
};

const isHidden = ({ value }: NameValue): boolean => value.includes(hiddenValue);

const hide = (values: NameValue[]): NameValue[] =>
  values.map(({ name, value }) => {
    const { value: masked } = maskSecrets({ [name]: value });
    return { name, value: isRecord(masked) ? String(masked[name]) : value };
  });

/** What lets somebody in belongs into a connection: a flow is a file that people pass on. */
const secretNote = (names: readonly string[]): string =>
  `Left out because it looks secret: ${names.slice(0, 5).join(', ')}. Save it as a connection and choose it under "Sign in with".`;

/**
 * Reads a curl command as the params of a web request. Nothing is sent, and what looks secret is left out. Throws `paste.*`
 * faults.
 */
export const readRequest = (text: string): CurlParams => {
  if (!isCurl(text))
    throw personFault('paste.no-curl', 'This is not a curl command.', {
      fix: 'Copy one from the documentation of the service; it begins with the word "curl".',
    });
  const { method, url, headers, query, body: value, sent, notes } = readCurl(text);
  if (url === '')
    throw personFault('paste.no-address', 'This command has no address.', { fix: 'Copy the whole command.' });
  const body = bodyOf(value, sent, String(headers['content-type'] ?? ''));
  const kept = pairs(headers).filter(
    ({ name, value: type }) =>
      !connectionHeaders.has(name) &&
      !ofBrowser.test(name) &&
      !(name === 'content-type' && usualTypes[body.kind]?.test(type)),
  );
  const [shownHeaders, shownQuery] = [hide(kept), hide(pairs(query))];
  const secret = [...shownHeaders, ...shownQuery].filter(isHidden).map(({ name }) => name);
  const masked = maskSecrets(
    body.kind === 'form' ? Object.fromEntries(body.fields.map(({ name, value: one }) => [name, one])) : { body: value },
  ).masked.map((path) => path.replace(/^body\./, ''));
  return {
    method,
    url,
    query: shownQuery.filter((one) => !isHidden(one)),
    headers: shownHeaders.filter((one) => !isHidden(one)),
    body: body.kind === 'form' ? { ...body, fields: hide(body.fields) } : withoutSecrets(body),
    notes: [
      ...notes,
      ...(secret.length > 0 ? [secretNote(secret)] : []),
      ...(masked.length > 0 && body.kind !== 'none'
        ? [`Hidden in what is sent because it looks secret: ${masked.slice(0, 5).join(', ')}.`]
        : []),
    ],
  };
};

const withoutSecrets = (body: Exclude<CurlParams['body'], { kind: 'form' }>): CurlParams['body'] => {
  if (body.kind === 'none') return body;
  const { value } = maskSecrets({ body: body.kind === 'json' ? body.value : body.text });
  const shown = isRecord(value) ? (value.body ?? null) : null;
  return body.kind === 'json' ? { kind: 'json', value: shown } : { kind: 'text', text: String(shown) };
};
