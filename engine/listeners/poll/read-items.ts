import { createHash } from 'node:crypto';
import { personFault, toFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { parseJson } from '../../model/parse-json.ts';
import type { PollSource } from '../../model/watch.ts';
import { readFeed } from './read-feed.ts';

/** One item of a list, and what tells it apart from others. */
export interface Item {
  id: string;
  payload: JsonRecord;
}

const walk = (value: JsonValue, path: string): JsonValue | undefined => {
  let at: JsonValue | undefined = value;
  for (const part of path.split('.').filter(Boolean)) {
    if (Array.isArray(at)) at = /^\d{1,6}$/.test(part) ? at[Number(part)] : undefined;
    else at = isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return at;
};

/** A list on its own, or the only list in a record. */
const findList = (answer: JsonValue): JsonValue[] | undefined => {
  if (Array.isArray(answer)) return answer;
  const lists = isRecord(answer) ? Object.values(answer).filter((each) => Array.isArray(each)) : [];
  return lists.length === 1 ? (lists[0] as JsonValue[]) : undefined;
};

const listIn = (answer: JsonValue, path: string): JsonValue[] => {
  const list = path === '' ? findList(answer) : walk(answer, path);
  if (Array.isArray(list)) return list;
  const names = isRecord(answer) ? Object.keys(answer).slice(0, 8).join(', ') : '';
  throw personFault(
    'poll.no-list',
    path === '' ? 'It is not clear where the list is in the answer.' : `There is no list at "${path}" in the answer.`,
    { fix: names === '' ? 'Check the address.' : `Name the field that holds the list. The answer has: ${names}.` },
  );
};

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

const idOf = (item: JsonValue, itemId: string): string => {
  const named = itemId === '' ? ['id', 'guid', 'link'].map((name) => walk(item, name)) : [walk(item, itemId)];
  const id = named.find((each) => (typeof each === 'string' && each !== '') || typeof each === 'number');
  if (id !== undefined) return hash(`id ${id}`);
  if (itemId === '') return hash(`item ${JSON.stringify(item)}`);
  throw personFault('poll.no-id', `An item of the list has no "${itemId}", so new ones cannot be told from old ones.`, {
    fix: 'Name a field every item has, or leave it empty.',
  });
};

const isPage = (text: string): boolean => /^\s*</.test(text);

const parseAnswer = (text: string): JsonValue => {
  try {
    return parseJson(text);
  } catch (thrown) {
    throw personFault(
      'poll.not-json',
      isPage(text) ? 'The answer is a web page, not JSON.' : 'The answer is not JSON.',
      {
        fix: 'Check the address; a page in place of data often means a sign-in is needed.',
        cause: toFault(thrown),
      },
    );
  }
};

/** The items of an answer, oldest first as far as that is known; the same thing twice counts once. Throws `poll.*` faults. */
export const readItems = (text: string, { format, items, itemId }: PollSource): Item[] => {
  const list: JsonValue[] = format === 'feed' ? readFeed(text).reverse() : listIn(parseAnswer(text), items);
  const found = new Map<string, Item>();
  for (const item of list) {
    const id = idOf(item, itemId);
    if (!found.has(id)) found.set(id, { id, payload: isRecord(item) ? item : { value: item } });
  }
  return [...found.values()];
};
