import { expect, test } from 'vitest';
import { readFeed } from './read-feed.ts';
import { readXml } from './read-xml.ts';

const rss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<item><title>Two &amp; a half</title><link>https://ex.test/2</link><guid isPermaLink="false">g-2</guid>
<description><![CDATA[<b>Bold</b> & more]]></description><content:encoded>long</content:encoded>
<pubDate>Sun, 01 Mar 2026 09:30:00 GMT</pubDate><category>News</category><category> Shop </category>
<enclosure url="https://ex.test/a.mp3" length="1" type="audio/mpeg"/></item>
<item><title>One</title><link>https://ex.test/1</link></item></channel></rss>`;

const atom = `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>x</a:title><a:entry><a:id>urn:1</a:id>
<a:title type="html">A &#x2014; B</a:title><a:link rel="self" href="no"/><a:link href="https://ex.test/1"/>
<a:author><a:name>Ana</a:name></a:author><a:updated>2026-03-01T10:30:00+01:00</a:updated>
<a:content type="xhtml"><div>Hello <i>you</i></div></a:content><a:category term="t"/></a:entry></a:feed>`;

test('RSS 2.0', () => {
  const [first, second] = readFeed(rss);
  expect(first).toEqual({
    id: 'g-2',
    title: 'Two & a half',
    link: 'https://ex.test/2',
    summary: '<b>Bold</b> & more',
    content: 'long',
    author: null,
    publishedAt: '2026-03-01T09:30:00.000Z',
    updatedAt: null,
    categories: ['News', 'Shop'],
    attachment: 'https://ex.test/a.mp3',
  });
  expect(second).toMatchObject({ id: 'https://ex.test/1', publishedAt: null });
});

test('Atom, also with a prefix', () => {
  expect(readFeed(atom)).toEqual([
    {
      id: 'urn:1',
      title: 'A — B',
      link: 'https://ex.test/1',
      summary: null,
      content: 'Hello you',
      author: 'Ana',
      publishedAt: '2026-03-01T09:30:00.000Z',
      updatedAt: '2026-03-01T09:30:00.000Z',
      categories: ['t'],
      attachment: null,
    },
  ]);
});

test('RSS 1.0', () => {
  const rdf = '<rdf:RDF><channel/><item rdf:about="u1"><title>T</title><link>l</link></item></rdf:RDF>';
  expect(readFeed(rdf)).toMatchObject([{ id: 'u1', title: 'T' }]);
});

test.each([
  ['', 'empty'],
  ['<!DOCTYPE html><html></html>', 'web page'],
  ['<html><body>', 'web page'],
  ['{"items":[]}', 'not well-formed'],
  ['<rss><channel></rss>', 'not well-formed'],
  ['<rss>', 'not well-formed'],
  ['<rss/><rss/>', 'not well-formed'],
  ['<svg/>', '"svg"'],
  ['<!DOCTYPE rss [<!ENTITY a "x">]><rss>&a;</rss>', 'declares things'],
  ['<rss><a b="<"></a></rss>', 'not well-formed'],
  ['<'.repeat(1000), 'not well-formed'],
  ['<a>'.repeat(5000), 'not well-formed'],
])('%s is refused: %s', (text, words) => {
  expect(() => readFeed(text)).toThrow(words);
});

test('only the entities of XML itself are read, and once', () => {
  expect(readXml('<a>&lt;b&gt; &amp;lt; &nbsp; &#65;&#x110000; &constructor;</a>').text).toBe(
    '<b> &lt; &nbsp; A\ufffd &constructor;',
  );
  expect(readXml(`<a t='1 > 0' u="&quot;"/>`).attributes).toEqual(
    new Map([
      ['t', '1 > 0'],
      ['u', '"'],
    ]),
  );
});

test('a large feed is read in no time', () => {
  const large = `<rss><channel>${'<item><guid>x</guid><description>&lt;p&gt;text</description></item>'.repeat(40_000)}</channel></rss>`;
  const began = performance.now();
  expect(readFeed(large)).toHaveLength(40_000);
  expect(performance.now() - began).toBeLessThan(3000);
});
