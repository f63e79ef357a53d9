import { readForm } from '../../listeners/hooks/parse-body.ts';
import { personFault } from '../../model/fault.ts';
import { isHeaderName } from '../../model/header.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { type CurlOption, optionOf, takesValue } from './curl-options.ts';
import { readContent } from './read-content.ts';
import { splitPosix } from './split-posix.ts';
import { isForWindows, splitWindows } from './split-windows.ts';

/** What a curl command would have sent. */
export interface CurlRequest {
  method: string;
  /** The address without its query. */
  url: string;
  headers: JsonRecord;
  query: JsonRecord;
  body: JsonValue;
  /** What it sends, as it would be sent; null = nothing. */
  sent: string | null;
  notes: string[];
}

interface Draft {
  method: string | null;
  urls: string[];
  headers: Map<string, string>;
  data: string[];
  json: boolean;
  get: boolean;
  head: boolean;
  notes: Set<string>;
}

/** Whether a text is meant as a curl command; a prompt before it does not count. */
export const isCurl = (text: string): boolean => /^\s*(?:[$>%]\s+)?curl(?:\.exe)?\s/i.test(text);

const fromFile = (name: string) =>
  personFault('paste.curl-file', `This command takes what it sends from a file ("${name.slice(0, 100)}").`, {
    fix: 'Paste what is in the file instead.',
  });

const inForm = () =>
  personFault('paste.curl-upload', 'This command sends a form with files, or a file, which a webhook cannot read.', {
    fix: 'Use a command that sends JSON or plain form fields.',
  });

const plain = (value: string): string => {
  if (value.startsWith('@')) throw fromFile(value.slice(1));
  return value;
};

/** The forms `--data-urlencode` knows: `text`, `=text`, `name=text`, `@file`, `name@file`. */
const encode = (value: string): string => {
  const [, name = '', mark, text = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(value) ?? [];
  const encoded = (part: string): string => encodeURIComponent(part.toWellFormed());
  if (mark === undefined) return encoded(value);
  if (mark === '@') throw fromFile(text);
  return name === '' ? encoded(text) : `${name}=${encoded(text)}`;
};

const addHeader = (draft: Draft, line: string): void => {
  if (line.startsWith('@')) throw fromFile(line.slice(1));
  // "Name;" is curl's way to send a header without a value, "Name:" its way to leave one out.
  const [, name = '', mark, value = ''] = /^([^:;]*)([:;])([\s\S]*)$/.exec(line) ?? [];
  const key = name.trim().toLowerCase();
  if (!isHeaderName(key)) draft.notes.add('A header that is not written as "Name: value" was left out.');
  else if (mark === ';' || value.trim() !== '') {
    const before = draft.headers.get(key);
    draft.headers.set(key, before === undefined ? value.trim() : `${before}, ${value.trim()}`);
  }
};

const take = (draft: Draft, option: CurlOption, value: string): void => {
  switch (option) {
    case 'method':
      draft.method = value.toUpperCase().slice(0, 20);
      break;
    case 'url':
      draft.urls.push(value);
      break;
    case 'header':
      addHeader(draft, value);
      break;
    case 'user-agent':
    case 'referer':
      draft.headers.set(option, value);
      break;
    case 'data':
      draft.data.push(plain(value));
      break;
    case 'data-raw':
      draft.data.push(value);
      break;
    case 'data-urlencode':
      draft.data.push(encode(value));
      break;
    case 'json':
      draft.data.push(plain(value));
      draft.json = true;
      break;
    case 'get':
      draft.get = true;
      break;
    case 'head':
      draft.head = true;
      break;
    case 'user':
      draft.notes.add('The sign-in of this command (-u) was left out.');
      break;
    case 'cookie':
      draft.notes.add('The cookies of this command (-b) were left out.');
      break;
    case 'file':
      throw inForm();
    case 'skip':
    case 'skip-value':
      break;
  }
};

/** `-sSLX POST`, `-XPOST` and `-d'text'`: letters in a row, of which the first with a value takes the rest or the next word. */
const takeShort = (draft: Draft, word: string, next: () => string): void => {
  for (let place = 1; place < word.length; place++) {
    const option = optionOf(`-${word[place]}`);
    if (takesValue(option)) {
      take(draft, option, word.slice(place + 1) || next());
      return;
    }
    take(draft, option, '');
  }
};

const readWords = (words: readonly string[]): Draft => {
  const draft: Draft = {
    method: null,
    urls: [],
    headers: new Map(),
    data: [],
    json: false,
    get: false,
    head: false,
    notes: new Set(),
  };
  let at = 0;
  const next = (name: string) => (): string => {
    const value = words[at++];
    if (value === undefined)
      throw personFault('paste.curl-cut', `This command ends after "${name}", before what belongs to it.`, {
        fix: 'Copy the whole command.',
      });
    return value;
  };
  while (at < words.length) {
    const word = words[at++] ?? '';
    // A second command on a line of its own is another request.
    if (word === 'curl') break;
    if (word.startsWith('--') && word.length > 2) {
      const option = optionOf(word);
      take(draft, option, takesValue(option) ? next(word.slice(0, 40))() : '');
    } else if (word.startsWith('-') && word.length > 1) takeShort(draft, word, next(word.slice(0, 40)));
    else if (word !== '' && word !== '--') draft.urls.push(word);
  }
  return draft;
};

/** curl takes a host for an address, too. */
const addressOf = (url: string): string =>
  url === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(url)
    ? url.replace(/[?#].*$/s, '')
    : `https://${url.replace(/[?#].*$/s, '')}`;

const queryOf = (url: string): string => /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '';

const usualType = ({ json }: Draft): string => (json ? 'application/json' : 'application/x-www-form-urlencoded');

/**
 * Reads a command that was copied from a browser, a page of documentation or a terminal. Nothing is sent. Sign-in and cookies
 * are left out, and a note says so. Throws `paste.*`, `json.*` and `body.*` faults.
 */
export const readCurl = (text: string): CurlRequest => {
  const words = isForWindows(text) ? splitWindows(text) : splitPosix(text);
  const draft = readWords(words.slice(words.findIndex((word) => /^curl(\.exe)?$/i.test(word)) + 1));
  const { headers, urls, get, notes } = draft;
  const data = draft.data.length === 0 ? null : draft.data.join(draft.json ? '' : '&');
  const sent = get ? null : data;
  if (sent !== null && !headers.has('content-type')) headers.set('content-type', usualType(draft));
  if (urls.length > 1) notes.add('Only the first address of this command was used.');
  const query = [queryOf(urls[0] ?? ''), ...(get && data !== null ? [data] : [])].filter((part) => part !== '');
  return {
    method: draft.method ?? (draft.head ? 'HEAD' : sent === null ? 'GET' : 'POST'),
    url: addressOf(urls[0] ?? ''),
    headers: Object.fromEntries(headers),
    query: query.length > 0 ? readForm(query.join('&')) : {},
    body: sent === null ? null : readContent(sent, headers.get('content-type')),
    sent,
    notes: [...notes],
  };
};
