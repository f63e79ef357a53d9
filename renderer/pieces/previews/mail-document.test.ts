import { expect, test } from 'vitest';
import { harmlessStyle } from './mail-document.ts';

test('styles of a mail fetch nothing and stay in their element', () => {
  expect(harmlessStyle('p { color: red }')).toBe('p { color: red }');
  expect(harmlessStyle('@import url(https://example.com/a.css); p { color: red }')).toBe(' p { color: red }');
  expect(harmlessStyle('p { background: URL( "https://example.com/x.png" ) }')).toBe('p { background: none }');
  expect(harmlessStyle('p { background: url(data:image/png;base64,AAAA) }')).toContain('url(data:image/png');
  expect(harmlessStyle('p {}</style><script>alert(1)</script>')).not.toContain('<');
});
