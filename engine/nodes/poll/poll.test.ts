import { expect, test } from 'vitest';
import { node } from './poll.ts';

const parse = (params: object) => node.params.parse(params);
const grants = (url: string) => (node.kind === 'trigger' ? node.grants?.(parse({ url })) : undefined);

test('says what it looks at', () => {
  expect(node.summary(parse({ url: 'https://ex.test/feed?key=1' }))).toBe(
    'Starts for every new item of the feed at "ex.test"',
  );
  expect(node.summary(parse({ url: 'https://ex.test', kind: 'json' }))).toContain('the list');
});

test('addresses of this computer and its network must be allowed', () => {
  expect(grants('http://192.168.1.5:8080/feed')).toEqual([{ kind: 'private-address', target: '192.168.1.5:8080' }]);
  expect(grants('https://ex.test/feed')).toEqual([]);
});

test.each([
  ['', 'no address'],
  ['feed.xml', 'not a web address'],
  ['file:///etc/passwd', 'not a web address'],
  ['https://user:pass@ex.test/', 'user name or password'],
])('"%s" is refused', (url, words) => {
  expect(node.check?.(parse({ url }))).toMatchObject([{ param: 'url', message: expect.stringContaining(words) }]);
});

test('half a minute is the most often', () => {
  expect(node.params.safeParse({ everySeconds: 29 }).success).toBe(false);
});
