/**
 * A strict reader of well-formed XML, enough for feeds. It knows the five entities of XML itself and numbers, and nothing a
 * document declares: a declared entity could grow without end or name a file.
 */

export interface XmlElement {
  /** As written, with its prefix: `content:encoded`. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** Text of this element and all below it. */
  text: string;
}

export class NotXml extends Error {}

const maxDepth = 100;
const maxElements = 200_000;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const fromNumber = (number: number): string =>
  number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff) ? String.fromCodePoint(number) : '\ufffd';

const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
        if (name.startsWith('#x') || name.startsWith('#X')) return fromNumber(Number.parseInt(name.slice(2), 16));
        if (name.startsWith('#')) return fromNumber(Number(name.slice(1)));
        return Object.hasOwn(entities, name) ? (entities[name] as string) : whole;
      })
    : text;

const readAttributes = (text: string): Map<string, string> => {
  const found = new Map<string, string>();
  const pattern = /\s*([^\s=/"'<>]{1,200})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) break;
    found.set(match[1] as string, decode(match[2] ?? match[3] ?? ''));
  }
  return found;
};

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new NotXml(`"${mark}" is missing.`);
  return at + mark.length;
};

/** The end of a start tag: quotes may hold `>`. */
const tagEnd = (text: string, from: number): number => {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const letter = text[at] as string;
    if (letter === '<') break;
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
  }
  throw new NotXml('A tag does not end.');
};

/** Reads a document; throws {@link NotXml} for anything that is not well-formed, or declares things of its own. */
export const readXml = (document: string): XmlElement => {
  const text = document.replace(/^\ufeff/, '');
  const open: { element: XmlElement; parts: string[] }[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  let at = 0;

  const add = (piece: string): void => {
    const inside = open.at(-1);
    if (inside) inside.parts.push(piece);
    else if (piece.trim() !== '') throw new NotXml('There is text outside of everything.');
  };
  const close = (name: string): void => {
    const last = open.pop();
    if (last?.element.name !== name) throw new NotXml(`"${name.slice(0, 40)}" ends where it did not begin.`);
    last.element.text = last.parts.join('');
    open.at(-1)?.parts.push(last.element.text);
  };
  const begin = (tag: string): void => {
    const empty = tag.endsWith('/');
    const name = /^[^\s/]+/.exec(tag)?.[0] ?? '';
    if (!/^[\p{L}_:][\p{L}\p{N}_:.-]*$/u.test(name)) throw new NotXml('A tag has no proper name.');
    const element: XmlElement = {
      name,
      attributes: readAttributes(tag.slice(name.length, empty ? -1 : undefined)),
      children: [],
      text: '',
    };
    const parent = open.at(-1);
    if (parent) parent.element.children.push(element);
    else if (root) throw new NotXml('There is more than one document.');
    else root = element;
    open.push({ element, parts: [] });
    if (open.length > maxDepth || ++count > maxElements) throw new NotXml('It is nested too deeply or too long.');
    if (empty) close(name);
  };

  while (at < text.length) {
    const next = text.indexOf('<', at);
    add(decode(text.slice(at, next < 0 ? undefined : next)));
    if (next < 0) break;
    if (text.startsWith('<!--', next)) at = after(text, '-->', next + 4);
    else if (text.startsWith('<![CDATA[', next)) {
      at = after(text, ']]>', next + 9);
      add(text.slice(next + 9, at - 3));
    } else if (text.startsWith('<?', next)) at = after(text, '?>', next + 2);
    else if (text.startsWith('<!', next)) {
      at = after(text, '>', next);
      if (text.slice(next, at).includes('[')) throw new NotXml('It declares things of its own, which is not read.');
    } else if (text.startsWith('</', next)) {
      at = after(text, '>', next);
      close(text.slice(next + 2, at - 1).trim());
    } else {
      const end = tagEnd(text, next + 1);
      begin(text.slice(next + 1, end));
      at = end + 1;
    }
  }
  if (!root || open.length > 0) throw new NotXml('It ends too early.');
  return root;
};
