import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJsonText, writeJsonText } from './json-text.ts';

test.each([
  ['plain text', 'plain text'],
  ['{{ trigger.a }}', '{{ trigger.a }}'],
  ['{"a": {{ trigger.a }}}', { a: '{{ trigger.a }}' }],
  ['{"a": "x {{ trigger.a | default: "-" }}"}', { a: 'x {{ trigger.a | default: "-" }}' }],
  ['[1, true, null]', [1, true, null]],
  ['"{not data"', '{not data'],
  ['', ''],
])('%s is read as %j', (text, value) => expect(readJsonText(text)).toEqual({ value }));

test('what cannot be read says near which line', () => {
  expect(readJsonText('{\n"a": 1\n"b": 2\n}')).toEqual({
    problem: 'A comma, a quote or a bracket is missing near line 3.',
  });
});

test('what is written is read back the same', () => {
  const value = fc
    .jsonValue()
    .map((made) => JSON.parse(JSON.stringify({ made, chip: '{{ trigger.a | default: "\\"" }}' })));
  fc.assert(
    fc.property(value, (made) => {
      expect(readJsonText(writeJsonText(made))).toEqual({ value: made });
    }),
  );
});
