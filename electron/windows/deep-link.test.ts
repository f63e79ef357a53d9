import { expect, test } from 'vitest';
import { readDeepLink, readWords } from './deep-link.ts';

const flow = { format: 'whenthen.flow/1', name: 'Größe', nodes: [], edges: [] };
const encoded = Buffer.from(JSON.stringify(flow)).toString('base64url');

test('a link brings a flow to look at', () => {
  const offered = readDeepLink(`whenthen://import?flow=${encoded}&name=From%20Ana`);
  expect(offered?.fileName).toBe('From Ana');
  expect(JSON.parse(offered?.text ?? '')).toEqual(flow);
  expect(readDeepLink(`whenthen://import/?flow=${encoded}`)?.fileName).toBe('The flow in the link');
});

test.each([
  `whenthen://run?flow=${encoded}`,
  `whenthen://import/now?flow=${encoded}`,
  'whenthen://import?flow=https%3A%2F%2Fexample.com%2Fa.flow.json',
  'whenthen://import?url=https://example.com/a.flow.json',
  'whenthen://import?file=/etc/passwd',
  'whenthen://import?flow=',
  'whenthen://import',
  'whenthen://import?flow=gICA',
  `https://import?flow=${encoded}`,
  `whenthen://import?flow=${'A'.repeat(1024 * 1024)}`,
  'no link',
])('%s brings nothing', (link) => {
  expect(readDeepLink(link)).toBeUndefined();
});

test('a second start hands over links and flow files, and no other words', () => {
  expect(
    readWords(['--data', '/tmp/x', '--a.flow.json', 'whenthen://import?flow=e30', '/home/ana/My.flow.json', 'a.json']),
  ).toEqual({ links: ['whenthen://import?flow=e30'], files: ['/home/ana/My.flow.json'] });
});
