import type { Key } from './placeholder.ts';
import { type Expression, Untranslatable } from './syntax.ts';

/** What a chain such as `$('Order').item.json.total` reads. */
export type Root =
  | { reads: 'data'; node: string | null; path: Key[]; optional: boolean }
  | { reads: 'now' | 'scope'; path: Key[]; optional: boolean };

type Link = { key: Key } | { given: Expression[] };

/** A chain from its beginning: the name it starts with and what follows. */
const flatten = (expression: Expression): { name: string; links: Link[]; optional: boolean } | null => {
  const links: Link[] = [];
  let optional = false;
  let inner = expression;
  for (;;) {
    if (inner.kind === 'member') {
      links.unshift({ key: inner.key });
      optional ||= inner.optional;
      inner = inner.of;
    } else if (inner.kind === 'call' && !inner.isNew) {
      links.unshift({ given: inner.given });
      inner = inner.of;
    } else return inner.kind === 'name' && inner.name.startsWith('$') ? { name: inner.name, links, optional } : null;
  }
};

const textOf = (given: Expression | undefined): string | null =>
  given?.kind === 'literal' && typeof given.value === 'string' ? given.value : null;

const isKey = (link: Link | undefined, key: Key): boolean => link !== undefined && 'key' in link && link.key === key;
const isCall = (link: Link | undefined): link is { given: Expression[] } => link !== undefined && 'given' in link;

/** How many links `.item.json`, `.first().json`, `.last().json` or `.all()[0].json` take; -1 for anything else. */
const itemLength = (links: readonly Link[]): number => {
  const [one, two, three, four] = links;
  if (isKey(one, 'item') && isKey(two, 'json')) return 2;
  if ((isKey(one, 'first') || isKey(one, 'last') || isKey(one, 'itemMatching')) && isCall(two) && isKey(three, 'json'))
    return 3;
  return isKey(one, 'all') && isCall(two) && isKey(three, 0) && isKey(four, 'json') ? 4 : -1;
};

const nodeAndRest = (name: string, links: Link[]): { node: string | null; rest: Link[] } | null => {
  const [one, two, three] = links;
  switch (name) {
    case '$json':
      return { node: null, rest: links };
    case '$input': {
      const length = itemLength(links);
      return length < 0 ? null : { node: null, rest: links.slice(length) };
    }
    case '$': {
      const node = isCall(one) ? textOf(one.given[0]) : null;
      const length = itemLength(links.slice(1));
      return node === null || length < 0 ? null : { node, rest: links.slice(1 + length) };
    }
    case '$node':
      return one && 'key' in one && typeof one.key === 'string' && isKey(two, 'json')
        ? { node: one.key, rest: links.slice(2) }
        : null;
    case '$items':
      return isCall(one) && isKey(two, 0) && isKey(three, 'json')
        ? { node: textOf(one.given[0]), rest: links.slice(3) }
        : null;
    case '$item':
      return isCall(one) && isKey(two, '$node') ? nodeAndRest('$node', links.slice(2)) : null;
    default:
      return null;
  }
};

const whyNot: Readonly<Record<string, string>> = {
  $binary: 'it reads a file that is carried along',
  $env: 'flows cannot read the environment of the computer',
  $today: 'it is a date that depends on the time zone',
  $parameter: 'it reads settings of the node itself',
};

/** What a chain reads, without the changes made to it; null when it is no chain over data of n8n. */
export const readRoot = (expression: Expression): Root | null => {
  const chain = flatten(expression);
  if (chain === null) return null;
  const { name, links, optional } = chain;
  const keys = links.flatMap((link) => ('key' in link ? [link.key] : []));
  const onlyKeys = keys.length === links.length;
  if (onlyKeys && name === '$vars') return { reads: 'scope', path: ['vars', ...keys], optional };
  if (onlyKeys && name === '$itemIndex' && keys.length === 0) return { reads: 'scope', path: ['index'], optional };
  if (onlyKeys && name === '$execution' && keys.join() === 'id')
    return { reads: 'scope', path: ['run', 'id'], optional };
  if (onlyKeys && name === '$workflow' && keys.join() === 'name')
    return { reads: 'scope', path: ['flow', 'name'], optional };
  if (
    name === '$now' &&
    (links.length === 0 || (/^(toISO|toISOString|toString)$/.test(String(keys[0])) && links.length === 2))
  )
    return { reads: 'now', path: [], optional: false };
  const found = nodeAndRest(name, links);
  // A call or a length is a change; it is made to what the rest of the chain reads.
  if (links.length > 0 && (isCall(links.at(-1)) || isKey(links.at(-1), 'length'))) return null;
  if (found === null)
    throw new Untranslatable(whyNot[name] ?? `"${name}" is used in a way that has no counterpart here`);
  const path = found.rest.flatMap((link) => ('key' in link ? [link.key] : []));
  return path.length === found.rest.length ? { reads: 'data', node: found.node, path, optional } : null;
};
