import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonMistake } from './json-mistake.ts';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('a mistake is named with its line', () => {
  test.each([
    ['{\n  "a": 1,\n  "b": 2,\n  "c": 3\n  "d": 4\n}', "There's a comma missing near line 4."],
    ['["a" "b"]', "There's a comma missing near line 1."],
    ['[{"a": 1}\n{"a": 2}]', "There's a comma missing near line 1."],
    ['{\n"a": 1,\n}', "There's a comma too many near line 2."],
    ['[1,\n2,,3]', "There's a comma too many near line 2."],
    ['[1, ]', "There's a comma too many near line 1."],
    ['{"a": 1,, "b": 2}', "There's a comma too many near line 1."],
    ['{\n"a": {\n"b": 1\n\n\n\n}', 'This text ends before the record is closed (line 7).'],
    ['[1, 2', 'This text ends before the list is closed (line 1).'],
    ['{"a":\n', 'This text ends before the record is closed (line 1).'],
    ['{"a": 1,\n"b": "cut', 'This text ends before the double quote of line 2 is closed.'],
    ['{"a": "cut\\', 'This text ends before the double quote of line 1 is closed.'],
    ['{\nname: "Ana"}', 'Names need double quotes, line 2.'],
    ["{\n'name': 1}", 'Names need double quotes, line 2.'],
    ['{"name": Ana}', 'Texts need double quotes, line 1.'],
    ['{"name":\n\'Ana\'}', 'Texts need double quotes, line 2.'],
    ['{"name": “Ana”}', 'Curly quotes do not count as quotes, line 1.'],
    ['{“name”: "Ana"}', 'Curly quotes do not count as quotes, line 1.'],
    ['{"paid": True}', '"True" is not JSON, line 1.'],
    ['[NaN]', '"NaN" is not JSON, line 1.'],
    ['{"a" 1}', "There's a colon missing near line 1."],
    ['{"a" = 1}', "There's a colon missing near line 1."],
    ['{"a": 1: 2}', 'There is a colon too many, line 1.'],
    ['{"a": }', 'A value is missing before "}", line 1.'],
    ['{{"a": 1}}', 'A name is missing before "{", line 1.'],
    ['{"a": [1, 2}', 'Line 1 closes a list with "}".'],
    ['{"a": 1]', 'Line 1 closes a record with "]".'],
    ['{\n// the order\n"a": 1}', 'JSON cannot hold comments, line 2.'],
    ['{"a": 1 /* one */}', 'JSON cannot hold comments, line 1.'],
    ['{"a": "one\ntwo"}', 'A text in double quotes is not closed, line 1.'],
    ['{"a": "one\ttwo"}', 'A text holds a tab or another control character, line 1.'],
    ['{"a": "C:\\shop"}', 'There is a single backslash in a text, line 1.'],
    ['[01]', 'A number is written in a way JSON does not know, line 1.'],
    ['[.5]', 'A number is written in a way JSON does not know, line 1.'],
    ['[1.]', 'A number is written in a way JSON does not know, line 1.'],
    ['{"a": €5}', '"€" does not belong there, line 1.'],
    ['{"a": 1}\n{"a": 2}', 'A second record or list begins on line 2.'],
    ['{"a": 1}\n\nThanks!', 'There is something after the end, line 3.'],
    ['', 'There is nothing here.'],
  ])('%j', (text, message) => {
    expect(parses(text)).toBe(false);
    const mistake = findJsonMistake(text);
    expect(mistake?.message).toBe(message);
    expect(mistake?.fix).toMatch(/^[A-Z].*\.$/s);
  });
});

test('the column is that of the mistake', () => {
  expect(findJsonMistake('{\r\n  "a": nope\r\n}')).toMatchObject({ line: 2, column: 8 });
});

test('a quote inside a text gets a word of its own', () => {
  expect(findJsonMistake('{"a": "he said "hi" to me"}')?.fix).toContain('\\" for a quote inside a text');
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0d8 1e-.\n\ttrueflasn/\''), maxLength: 60 }),
  fc.json(),
  fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([json, at, put]) => {
    const place = at % (json.length + 1);
    return json.slice(0, place) + put + json.slice(place + 1);
  }),
);

test('it finds a mistake exactly when JSON.parse does', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(findJsonMistake(text) === null).toBe(parses(text));
    }),
    { numRuns: 3000 },
  );
});

test('millions of brackets, quotes or backslashes take a moment only', () => {
  const started = performance.now();
  for (const piece of ['[', '{"a":', '"\\', '1,', '[1,', ' ', '-', 'a', '"a" '])
    expect(findJsonMistake(piece.repeat(5_000_000 / piece.length))).not.toBeNull();
  expect(performance.now() - started).toBeLessThan(10_000);
});
