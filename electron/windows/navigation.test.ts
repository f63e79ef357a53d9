import { expect, test } from 'vitest';
import { judgeGoing } from './navigation.ts';

test.each([
  ['app://whenthen/#/inbox', 'stay'],
  ['https://docs.stripe.com/webhooks', 'outside'],
  ['mailto:ana@example.com', 'outside'],
  ['http://example.com', 'refuse'],
  ['app://whenthen.example.com/', 'refuse'],
  ['app://ana@whenthen/', 'refuse'],
  ['file:///etc/passwd', 'refuse'],
  ['javascript:alert(1)', 'refuse'],
  ['data:text/html,<script>1</script>', 'refuse'],
  ['blob:app://whenthen/1', 'refuse'],
  ['smb://server/share', 'refuse'],
  ['ms-msdt:/id', 'refuse'],
  ['whenthen://import?flow=e30', 'refuse'],
  ['about:blank', 'refuse'],
  ['no address', 'refuse'],
])('%s: %s', (address, going) => {
  expect(judgeGoing(address)).toBe(going);
});
