import { expect, test } from 'vitest';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine } from '../../testing/open-engine.ts';

/** Texts in the manner of JSONTestSuite: what every parser must take. */
const valid: [title: string, text: string][] = [
  ['an empty record', '{}'],
  ['an empty list', '[]'],
  ['null', 'null'],
  ['yes', 'true'],
  ['no', 'false'],
  ['zero', '0'],
  ['minus zero', '-0'],
  ['a negative number', '-12'],
  ['a fraction', '1.25'],
  ['a power', '1e3'],
  ['a power with a plus', '1E+2'],
  ['a negative power', '123.456e-7'],
  ['an empty text', '""'],
  ['a text', '"Lisboa"'],
  ['a text with a space inside', '" x "'],
  ['all short escapes', String.raw`"\"\\\/\b\f\n\r\t"`],
  ['an escaped letter', String.raw`"\u0041\u00e9"`],
  ['an escaped zero character', String.raw`"\u0000"`],
  ['a surrogate pair', String.raw`"\ud83d\ude00"`],
  ['a lone surrogate', String.raw`"\ud83d"`],
  ['a pair the wrong way round', String.raw`"\ude00\ud83d"`],
  ['a letter beyond ASCII', '"ação"'],
  ['a smiley', '"😀"'],
  ['a line separator of Unicode', '"\u2028"'],
  ['a delete character', '"\u007f"'],
  ['space around everything', ' \t\r\n{ "a" : [ 1 , 2 ] } \n'],
  ['a key that comes twice', '{"a":1,"a":2}'],
  ['an empty key', '{"":1}'],
  ['a key with an escape', String.raw`{"\u0061":1}`],
  ['lists in lists', '[[[[[]]]]]'],
  ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`],
  ['a long number', '123456789012345678'],
  ['a text that looks like a comment', '"/* */ // #"'],
  ['brackets inside a text', `"${'['.repeat(500)}"`],
  ['escaped quotes and brackets', String.raw`{"a":"\"{[","b":"\\"}`],
];

/** What no parser may take. */
const invalid: [title: string, text: string][] = [
  ['nothing but space', ' \n '],
  ['a comma at the end of a list', '[1,]'],
  ['a comma at the end of a record', '{"a":1,}'],
  ['a comma at the beginning', '[,1]'],
  ['two commas', '[1,,2]'],
  ['a missing comma', '[1 2]'],
  ['a missing colon', '{"a" 1}'],
  ['two colons', '{"a"::1}'],
  ['a key without quotes', '{a:1}'],
  ['a key in single quotes', "{'a':1}"],
  ['a key that is a number', '{1:1}'],
  ['a record without a value', '{"a":}'],
  ['a list that is not closed', '[1'],
  ['a record that is not closed', '{"a":1'],
  ['a text that is not closed', '["a'],
  ['a list closed as a record', '[1}'],
  ['one bracket too many', '{}}'],
  ['two values', '{} {}'],
  ['a value and rubbish', '[]x'],
  ['a leading zero', '01'],
  ['a plus', '+1'],
  ['a point without digits', '1.'],
  ['a point at the beginning', '.5'],
  ['a power without digits', '1e'],
  ['a minus alone', '-'],
  ['hex', '0x1f'],
  ['infinity', 'Infinity'],
  ['not a number', 'NaN'],
  ['True of Python', 'True'],
  ['half a word', 'nul'],
  ['undefined', 'undefined'],
  ['single quotes', "'a'"],
  ['a raw line break in a text', '"a\nb"'],
  ['a raw tab in a text', '"a\tb"'],
  ['an unknown escape', String.raw`"\x41"`],
  ['an escape cut short', String.raw`"\u00"`],
  ['a backslash at the end', '["\\"]'],
  ['a comment', '[1 /* one */]'],
  ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
  ['only open brackets', '['.repeat(1000)],
  ['a space that is none of JSON', '\u00a0{}'],
];

test('valid JSON is taken, anything else is answered 400 with the place, and kept', async () => {
  const { call, importFlow, post } = await openTestEngine();
  await importFlow(hookFlow());
  for (const [title, text] of valid) {
    const answer = await post('hook', text);
    expect([title, answer.status]).toEqual([title, 200]);
  }
  for (const [title, text] of invalid) {
    const answer = await post('hook', text);
    expect([title, answer.status]).toEqual([title, 400]);
    expect(answer.json.error).toMatch(/^(This is not valid JSON: (line \d+, position \d+|it )|The JSON is nested)/);
  }
  const events = await call('events.list', { limit: 1000 });
  expect(events.filter(({ verdict }) => verdict === 'started')).toHaveLength(valid.length);
  const rejected = events.filter(({ verdict }) => verdict === 'not-understood').reverse();
  expect(rejected.map(({ raw }) => raw)).toEqual(invalid.map(([, text]) => text));
});
