import { type Fault, ourFault, personFault } from '../../model/fault.ts';
import { isRecord, type JsonValue } from '../../model/json.ts';
import { Template } from '../../model/template.ts';
import type { ParamProblem } from '../define.ts';

/** What is known of an address before data arrives. Handed from `prepare` to `run`. */
export interface AddressPlan {
  /** Scheme, host and port as typed. */
  origin: string;
  /** The delimiters the typed text has; data must not add any. */
  shape: string;
}

const placeholder = /\{\{(?:[^"'}]|"[^"]*"|'[^']*'|\}(?!\}))*\}\}/g;

const sourceOf = (url: string | Template): string => (url instanceof Template ? url.source : url);

/**
 * The skeleton of an address after its origin: empty path segments, `?`, each `&`, `#`. A value that adds one of
 * these would call something else than what was typed (`/orders/{{ id }}` with an empty id, or with `1?all=yes`;
 * the class of n8n's CVE-2026-86079 and CVE-2026-103255).
 */
const shapeOf = (rest: string): string => {
  const [beforeHash = '', hash] = rest.split(/(#)/, 2);
  const mark = beforeHash.indexOf('?');
  const path = mark < 0 ? beforeHash : beforeHash.slice(0, mark);
  const query = mark < 0 ? '' : beforeHash.slice(mark);
  const empty = path
    .split('/')
    .slice(1)
    .filter((segment) => segment === '').length;
  return `${'/'.repeat(empty)}${query.replace(/[^&]/g, (character, index) => (index === 0 ? character : ''))}${hash ?? ''}`;
};

/** Whether a path would be read as "one folder up" by the URL parser or by a server that decodes once more. */
const climbs = (rest: string): boolean =>
  (rest.split(/[?#]/, 1)[0] ?? '')
    .replace(/%2e/gi, '.')
    .replace(/%2f|%5c|\\/gi, '/')
    .split('/')
    .some((segment) => segment.split(';', 1)[0] === '..');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unwanted = /[\\\u0000-\u001f\u007f]/;

const authority = /^https?:\/\/[^/?#\\\s]+/i;

/** Reads the typed address: a plan for calling it, or what is wrong with it. */
const readSource = (url: string | Template): AddressPlan | ParamProblem => {
  const source = sourceOf(url).trim();
  const problem = (message: string, fix: string): ParamProblem => ({ param: 'url', message, fix });
  if (source === '')
    return problem('There is no address to call yet.', 'Type an address such as https://example.com/orders.');
  const fixed = source.replace(placeholder, 'x');
  const typed = authority.exec(source.split('{{', 1)[0] ?? '')?.[0];
  if (source.startsWith('{{') || /^https?:\/\/[^/?#]*\{\{/i.test(source))
    return problem(
      'The host of the address comes from data. A flow only calls hosts that are typed in its steps.',
      'Type the beginning of the address up to the first "/", such as https://example.com/.',
    );
  if (typed === undefined || !URL.canParse(fixed))
    return problem(
      `"${source.slice(0, 100)}" is not an address that can be called.`,
      'An address begins with https:// or http://, such as https://example.com/orders.',
    );
  const { origin, username, password } = new URL(fixed);
  if (username !== '' || password !== '')
    return problem(
      'The address holds a user name or password.',
      'Store them as a connection, choose it here, and remove them from the address.',
    );
  const rest = fixed.slice(typed.length);
  if (unwanted.test(fixed) || climbs(rest))
    return problem('The address holds "..", a backslash or an invisible character.', 'Type the address it leads to.');
  return { origin, shape: shapeOf(rest) };
};

/** What is wrong with the address as typed; an empty list when it can be called. */
export const checkAddress = (url: string | Template): ParamProblem[] => {
  const read = readSource(url);
  return 'origin' in read ? [] : [read];
};

/** The plan for an address as typed; null while it has problems. */
export const planAddress = (url: string | Template): AddressPlan | null => {
  const read = readSource(url);
  return 'origin' in read ? read : null;
};

/** Reads back what `prepare` returned. */
export const readPlan = (prepared: JsonValue): AddressPlan => {
  if (isRecord(prepared) && typeof prepared.origin === 'string' && typeof prepared.shape === 'string')
    return { origin: prepared.origin, shape: prepared.shape };
  throw ourFault('http.not-prepared', 'The address of this step was not prepared when the flow was compiled.');
};

const refused = (message: string, fix: string): Fault => personFault('http.url', message, { fix });

const fixes = {
  encode: 'Look at the value in the run; add the change "url_encode" to it if it is right.',
  query: 'Put values into the list of query values, or add the change "url_encode" to the placeholder.',
};

/** The address with its values filled in, after making sure that data did not lead it elsewhere. Throws `http.url`. */
export const resolveAddress = (filled: string, plan: AddressPlan): URL => {
  const text = filled.trim();
  if (unwanted.test(text))
    throw refused(
      'A value put into the address holds a backslash, a line break or another invisible character.',
      fixes.encode,
    );
  if (!URL.canParse(text) || new URL(text).origin !== plan.origin)
    throw refused(`With its values filled in, the address no longer leads to ${plan.origin}.`, fixes.encode);
  const rest = text.slice(authority.exec(text)?.[0].length ?? 0);
  if (climbs(rest))
    throw refused('A value put into the address holds "..", which would lead somewhere else.', fixes.encode);
  if (shapeOf(rest) !== plan.shape)
    throw refused(
      'A value put into the address is empty or holds "?", "&", "#" or an extra "/", so it would call something else.',
      fixes.query,
    );
  const url = new URL(text);
  url.hash = '';
  return url;
};
