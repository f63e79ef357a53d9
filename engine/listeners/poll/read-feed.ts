import { personFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import { NotXml, readXml, type XmlElement } from './read-xml.ts';

/** RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 and Atom (RFC 4287) as plain items. */

const child = (element: XmlElement, ...names: string[]): XmlElement | undefined => {
  for (const name of names) {
    const found = element.children.find((each) => each.name === name);
    if (found) return found;
  }
  return undefined;
};

const textOf = (element: XmlElement, ...names: string[]): string | null => {
  const text = child(element, ...names)?.text.trim();
  return text === undefined || text === '' ? null : text;
};

const dateOf = (element: XmlElement, ...names: string[]): string | null => {
  const text = textOf(element, ...names);
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
};

const readRss = (item: XmlElement): JsonRecord => {
  const link = textOf(item, 'link', 'guid');
  const enclosure = child(item, 'enclosure')?.attributes.get('url');
  return {
    id: textOf(item, 'guid') ?? item.attributes.get('rdf:about') ?? link,
    title: textOf(item, 'title'),
    link,
    summary: textOf(item, 'description'),
    content: textOf(item, 'content:encoded'),
    author: textOf(item, 'author', 'dc:creator'),
    publishedAt: dateOf(item, 'pubDate', 'dc:date'),
    updatedAt: null,
    categories: item.children.filter(({ name }) => name === 'category').map(({ text }) => text.trim()),
    attachment: enclosure ?? null,
  };
};

/** Names in an Atom feed may carry a prefix of the writer's choosing. */
const withoutPrefix = (element: XmlElement, prefix: string): XmlElement => ({
  ...element,
  name: prefix !== '' && element.name.startsWith(prefix) ? element.name.slice(prefix.length) : element.name,
  children: element.children.map((each) => withoutPrefix(each, prefix)),
});

const atomLink = (entry: XmlElement, wanted: string): string | null =>
  entry.children
    .find(({ name, attributes }) => name === 'link' && (attributes.get('rel') ?? 'alternate') === wanted)
    ?.attributes.get('href') ?? null;

const readAtom = (entry: XmlElement): JsonRecord => {
  const author = child(entry, 'author');
  return {
    id: textOf(entry, 'id') ?? atomLink(entry, 'alternate'),
    title: textOf(entry, 'title'),
    link: atomLink(entry, 'alternate'),
    summary: textOf(entry, 'summary'),
    content: textOf(entry, 'content'),
    author: author ? textOf(author, 'name') : null,
    publishedAt: dateOf(entry, 'published', 'updated'),
    updatedAt: dateOf(entry, 'updated'),
    categories: entry.children
      .filter(({ name }) => name === 'category')
      .map(({ attributes }) => attributes.get('label') ?? attributes.get('term') ?? ''),
    attachment: atomLink(entry, 'enclosure'),
  };
};

const isPage = (text: string): boolean => /^\s*(<\?xml[^>]*>\s*)?(<!doctype html|<html[\s>])/i.test(text);

const noFeed = (why: string) =>
  personFault('poll.not-a-feed', `The answer is not a feed: ${why}`, {
    fix: 'Use the address of the feed itself (RSS or Atom); the website usually links to it.',
  });

/** The items of a feed, newest first as feeds list them. Throws `poll.not-a-feed`. */
export const readFeed = (text: string): JsonRecord[] => {
  if (isPage(text)) throw noFeed('it is a web page.');
  let root: XmlElement;
  try {
    root = readXml(text);
  } catch (thrown) {
    if (!(thrown instanceof NotXml)) throw thrown;
    throw noFeed(text.trim() === '' ? 'it is empty.' : `it is not well-formed XML. ${thrown.message}`);
  }
  if (root.name === 'rss')
    return (
      child(root, 'channel')
        ?.children.filter(({ name }) => name === 'item')
        .map(readRss) ?? []
    );
  if (root.name === 'rdf:RDF') return root.children.filter(({ name }) => name === 'item').map(readRss);
  const prefix = /^([^:]+:)feed$/.exec(root.name)?.[1] ?? '';
  if (root.name === `${prefix}feed`)
    return withoutPrefix(root, prefix)
      .children.filter(({ name }) => name === 'entry')
      .map(readAtom);
  throw noFeed(`it begins with "${root.name.slice(0, 40)}".`);
};
