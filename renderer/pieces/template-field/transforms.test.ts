import { expect, test } from 'vitest';
import { allowedFilters } from '../../client/templates.ts';
import type { JsonValue, Scope } from '../../client/types.ts';
import { type Literal, readChip, writeChip } from './chip.ts';
import { readChanges, workOut, writeChange } from './pipeline.ts';
import { transforms } from './transforms.ts';

const scopeWith = (value: JsonValue): Scope => ({
  trigger: { value },
  steps: {},
  run: { id: 'run', startedAt: '2026-11-23T10:00:00Z' },
  flow: { name: 'Flow' },
  now: '2026-11-23T10:00:00Z',
  vars: {},
});

const path = ['trigger', 'value'];
const people: JsonValue = [
  { name: 'Bea', status: 'open', price: 4 },
  { name: 'Ana', status: 'paid', price: 12.5 },
];

/** Transform, value, what comes out, and the inputs when they are not the ones it begins with. */
type Example = [id: string, value: JsonValue, result: JsonValue, inputs?: Literal[]];

const examples: Example[] = [
  ['upper', 'Ana', 'ANA'],
  ['upper', 'ação', 'AÇÃO'],
  ['upper', 12, '12'],
  ['lower', 'ANA', 'ana'],
  ['lower', 'É', 'é'],
  ['lower', true, 'true'],
  ['capitalise', 'ana duarte', 'Ana duarte'],
  ['capitalise', 'ANA', 'Ana'],
  ['capitalise', '1st', '1st'],
  ['trim', '  a ', 'a'],
  ['trim', '\n a\t', 'a'],
  ['trim', 'a b', 'a b'],
  ['one-space', 'a   b', 'a b'],
  ['one-space', 'a\n b', 'a b'],
  ['one-space', 'a', 'a'],
  ['one-line', 'a\nb', 'ab'],
  ['one-line', 'a\r\nb', 'ab'],
  ['one-line', 'a', 'a'],
  ['replace', 'a b c', 'a-b-c'],
  ['replace', 'a.b', 'a!b', ['.', '!']],
  ['replace', 'aa', '', ['a', '']],
  ['remove', 'a b', 'ab'],
  ['remove', 'a"b', 'ab', ['"']],
  ['remove', 'x', 'x', ['y']],
  ['before', 'ana@example.com', 'ana'],
  ['before', 'no sign', 'no sign'],
  ['before', 'a/b/c', 'a', ['/']],
  ['after', 'ana@example.com', 'example.com'],
  ['after', 'no sign', 'no sign'],
  ['after', 'a/b/c', 'c', ['/']],
  ['start', 'abcdef', 'abc'],
  ['start', 'ab', 'ab'],
  ['start', 'abc', 'a', [1]],
  ['shorten', 'short', 'short'],
  ['shorten', 'abcdef', 'abc…', [4, '…']],
  ['shorten', 'abc', 'abc', [3, '…']],
  ['first-words', 'one two three', 'one two…', [2, '…']],
  ['first-words', 'one', 'one'],
  ['first-words', 'a  b', 'a b', [2, '']],
  ['split', 'a,b', ['a', 'b']],
  ['split', 'a', ['a']],
  ['split', 'a; b', ['a', 'b'], ['; ']],
  ['prepend', '12', '#12'],
  ['prepend', 12, '#12'],
  ['prepend', 'x', '"x', ['"']],
  ['append', 12, '12 €'],
  ['append', 'x', 'x}}', ['}}']],
  ['append', 'x', 'x', ['']],
  ['no-html', '<b>a</b>', 'a'],
  ['no-html', 'a < b', 'a < b'],
  ['no-html', '<script>x</script>y', 'y'],
  ['escape-html', '<b>', '&lt;b&gt;'],
  ['escape-html', 'a & b', 'a &amp; b'],
  ['escape-html', 'a', 'a'],
  ['line-breaks', 'a\nb', 'a<br />\nb'],
  ['line-breaks', 'a', 'a'],
  ['line-breaks', '', ''],
  ['slug', 'Hello World', 'hello-world'],
  ['slug', ' a/b ', 'a-b'],
  ['slug', 'A1', 'a1'],
  ['url', 'a b', 'a+b'],
  ['url', 'ç', '%C3%A7'],
  ['url', 'a&b', 'a%26b'],
  ['word-count', 'one two', 2],
  ['word-count', 'one', 1],
  ['word-count', ' one  two ', 2],
  ['length', 'abc', 3],
  ['length', '👍', 2],
  ['length', 'a b', 3],
  ['cents', 4900, 49],
  ['cents', 6490, 64.9],
  ['cents', '1', 0.01],
  ['add', 1, 2],
  ['add', '1.5', 2.5],
  ['add', -1, 0],
  ['subtract', 1, 0],
  ['subtract', '10', 7.5, [2.5]],
  ['subtract', 0, -1],
  ['multiply', 2, 4],
  ['multiply', '1.5', 3],
  ['multiply', 2, 0, [0]],
  ['divide', 25, 2.5],
  ['divide', 1, 0.5, [2]],
  ['divide', '30', 3],
  ['percent', 50, 10],
  ['percent', '64.90', 14.927, [23]],
  ['percent', 0, 0],
  ['round', 1.5, 2],
  ['round', 1.005, 1, [1]],
  ['round', '2.345', 2.35, [2]],
  ['round-up', 1.1, 2],
  ['round-up', '1', 1],
  ['round-up', -1.5, -1],
  ['round-down', 1.9, 1],
  ['round-down', '1.9', 1],
  ['round-down', -1.5, -2],
  ['absolute', -5, 5],
  ['absolute', '-1.5', 1.5],
  ['absolute', 0, 0],
  ['at-least', -5, 0],
  ['at-least', 5, 5],
  ['at-least', 1, 2.5, [2.5]],
  ['at-most', 500, 100],
  ['at-most', 5, 5],
  ['at-most', 0, -1, [-1]],
  ['remainder', 5, 1],
  ['remainder', 4, 0],
  ['remainder', 10, 1, [3]],
  ['as-number', '12', 12],
  ['as-number', '12.9', 12.9],
  ['as-number', 3, 3],
  ['format-date', '2026-11-23', '23 Nov 2026'],
  ['format-date', '2026-11-23', '2026-11-23', ['%Y-%m-%d']],
  ['format-date', '2024-02-29T12:00:00', '29 Feb 2024'],
  ['format-date-zone', '2026-11-23T23:30:00Z', '24 Nov 2026', ['%-d %b %Y', 'Asia/Tokyo']],
  ['format-date-zone', '2026-07-01T10:00:00Z', '11:00', ['%H:%M', 'Europe/Lisbon']],
  ['format-date-zone', '2026-12-01T10:00:00Z', '10:00', ['%H:%M', 'Europe/Lisbon']],
  ['own-date', '2026-11-23', '23 Nov'],
  ['own-date', '2026-11-23', '26', ['%y']],
  ['own-date', '2026-11-23', '2026', ['%Y']],
  ['iso-date', '2026-11-23', expect.stringMatching(/^2026-11-23T/)],
  ['iso-date', '2026-11-23T10:00:00Z', expect.stringMatching(/^2026-11-2/)],
  ['iso-date', 'no date', 'no date'],
  ['first', ['a', 'b'], 'a'],
  ['first', [0], 0],
  ['first', [['a']], ['a']],
  ['last', ['a', 'b'], 'b'],
  ['last', [false], false],
  ['last', [1, 2], 2],
  ['count', ['a', 'b'], 2],
  ['count', [], 0],
  ['count', [null], 1],
  ['join', ['a', 'b'], 'a, b'],
  ['join', [1, 2], '1\n2', ['\n']],
  ['join', [], ''],
  ['sentence', ['a', 'b', 'c'], 'a, b, and c'],
  ['sentence', ['a'], 'a'],
  ['sentence', ['a', 'b'], 'a and b'],
  ['field', people, ['Bea', 'Ana']],
  ['field', people, [4, 12.5], ['price']],
  ['field', [], []],
  ['sum', [1, 2.5], 3.5],
  ['sum', ['1', 2], 3],
  ['sum', [], 0],
  ['sum-field', people, 16.5],
  ['sum-field', [], 0],
  ['sum-field', [{ price: '2' }], 2],
  ['filter', people, [{ name: 'Ana', status: 'paid', price: 12.5 }]],
  ['filter', people, [], ['status', 'lost']],
  ['filter', [], []],
  ['without', people, [{ name: 'Bea', status: 'open', price: 4 }]],
  ['without', [], []],
  ['without', people, people, ['status', 'lost']],
  ['take', [1, 2, 3, 4], [1, 2, 3]],
  ['take', [1], [1]],
  ['take', [1, 2], [], [0]],
  ['sort', ['b', 'a'], ['a', 'b']],
  ['sort', [10, 9], [9, 10]],
  ['sort', [], []],
  [
    'sort-field',
    people,
    [
      { name: 'Ana', status: 'paid', price: 12.5 },
      { name: 'Bea', status: 'open', price: 4 },
    ],
  ],
  ['sort-field', [], []],
  ['sort-field', people, people, ['price']],
  ['reverse', [1, 2], [2, 1]],
  ['reverse', [], []],
  ['reverse', ['a'], ['a']],
  ['unique', ['a', 'a'], ['a']],
  ['unique', [1, '1'], [1, '1']],
  ['unique', [], []],
  ['no-gaps', ['a', null], ['a']],
  ['no-gaps', [0, ''], [0, '']],
  ['no-gaps', [null], []],
  ['as-data', { a: 1 }, '{"a":1}'],
  ['as-data', 'x', '"x"'],
  ['as-data', [null], '[null]'],
];

const made = (id: string) => {
  const transform = transforms.find((known) => known.id === id);
  if (!transform) throw new Error(`no change is called ${id}`);
  return transform;
};

test.each(examples)('%s makes of %j: %j', (id, value, result, inputs) => {
  const transform = made(id);
  const filters = writeChange(transform, inputs ?? transform.inputs.map(({ initial }) => initial));
  expect(workOut(writeChip({ path, filters }), scopeWith(value))).toEqual({ value: result });
});

test('every change has three examples, an id of its own and filters the engine allows', () => {
  for (const { id, filters } of transforms) {
    expect([id, examples.filter(([known]) => known === id).length]).toEqual([id, 3]);
    for (const { name } of filters) expect(allowedFilters).toContain(name);
  }
  expect(new Set(transforms.map(({ id }) => id)).size).toBe(transforms.length);
});

test.each(transforms.map(({ id, fits }) => [id, fits[0]] as const))(
  '%s is read back from what it wrote',
  (id, type) => {
    const transform = made(id);
    const value: JsonValue =
      type === 'list' ? ['a', 'b'] : type === 'number' ? 12 : type === 'date' ? '2026-11-23' : 'Ana';
    const filters = writeChange(
      transform,
      transform.inputs.map(({ initial }) => initial),
    );
    const chip = readChip(writeChip({ path, filters }).slice(2, -2));
    if (!chip) throw new Error('not a chip');
    const changes = readChanges(chip, scopeWith(value));
    // Two changes may be the same filter; the words of the first are as good.
    expect(changes.flatMap(({ change }) => change.filters)).toEqual(filters);
    expect(changes).toHaveLength(1);
  },
);

test('a filter without words stays as it is', () => {
  const [only] = readChanges({ path, filters: [{ name: 'base64_encode', args: [] }] }, scopeWith('a'));
  expect(only).toMatchObject({ change: { transform: undefined }, outcome: { value: 'YQ==' } });
});
