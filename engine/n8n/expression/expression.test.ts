import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../compile/template/parse.ts';
import { Fault } from '../../model/fault.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { hasPlaceholder } from '../../model/template.ts';
import { scopeOf } from '../../nodes/define.ts';
import { readField } from './field.ts';
import { readJsonText } from './json-text.ts';

const data = {
  name: ' Ana Duarte ',
  email: 'Ana@Example.com',
  n: 12.345,
  whole: 7,
  text: 'a,b,c',
  quote: 'it\'s "x"',
  empty: '',
  none: null,
  no: false,
  list: [
    { name: 'Mug', size: 2 },
    { name: 'Tea', size: 3 },
  ],
  words: ['x', 'y'],
  'a b': { c: 'deep' },
};

/** A field that reads everything from `trigger`, with what it told. */
const translate = (setting: JsonValue, read = readField) => {
  const kept: string[] = [];
  const told: string[] = [];
  const value = read(setting, {
    kept: (_source, reason) => kept.push(reason),
    scope: {
      find: (_node, path) => ['trigger', ...path],
      whole: () => '{{ trigger }}',
      differs: (sentence) => told.push(sentence),
    },
  });
  return { value, kept, told };
};
const evaluate = (value: JsonValue | undefined): JsonValue =>
  typeof value === 'string' && hasPlaceholder(value) ? parseTemplate(value).evaluate(scopeOf(data)) : (value ?? null);
const inJavaScript = (source: string): JsonValue =>
  JSON.parse(
    JSON.stringify(
      vm.runInNewContext(`(${source})`, {
        $json: data,
        $input: { first: () => ({ json: data }), item: { json: data } },
        $: () => ({ item: { json: data } }),
      }),
    ),
  );

describe('translated exactly: the placeholder gives what JavaScript gives', () => {
  test.each([
    '$json.email',
    '$json["a b"].c',
    "$json['a b']['c']",
    '$input.first().json.email',
    '$input.item.json.words[1]',
    "$('Node').item.json.email",
    '$json.email.toUpperCase()',
    '$json.email.toLowerCase()',
    '$json.name.trim()',
    '$json.name.trim().toUpperCase()',
    '$json.name.trimStart()',
    '$json.email.length',
    '$json.words.length',
    '$json.words.length + 1',
    '$json.words.join(", ")',
    '$json.words.join()',
    '$json.list.map(x => x.name).join("/")',
    '$json.list.map((x) => x.size)',
    '$json.list[0].name',
    '$json.email.replace("a", "b")',
    '$json.email.replace(/a/g, "b")',
    '$json.email.replaceAll("a", "")',
    '$json.email.slice(0, 3)',
    '$json.email.substring(1, 4)',
    '$json.n - 2',
    '$json.n * $json.whole',
    '$json.whole / 2',
    'Math.round($json.n)',
    'Math.floor($json.n)',
    'Math.ceil($json.n)',
    'String($json.whole)',
    '$json.whole.toString()',
    '"Hi " + $json.email',
    '"Hi " + $json.email + "!"',
    '$json.name.trim() + " <" + $json.email + ">"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the expression
    '`Hi ${$json.email}, ${$json.whole}`',
    '"it\'s \\"quoted\\" {{ and }} braced"',
    '"a" + "b"',
    '5',
    '-5',
    'true',
    '$json.email?.length',
    'JSON.stringify($json.words)',
    '$json.email.concat("x")',
    '$json.no.toString()',
  ])('%s', (source) => {
    const { value, kept, told } = translate(`={{ ${source} }}`);
    expect(kept).toEqual([]);
    expect(told).toEqual([]);
    expect(evaluate(value)).toEqual(inJavaScript(source));
  });

  test('several pieces are a text', () => {
    const { value } = translate('=Dear {{ $json.name.trim() }}, {{ $json.whole }} of {{ $json.words[0] }}');
    expect(evaluate(value)).toBe('Dear Ana Duarte, 7 of x');
  });

  test('what is no expression stays what it is, braces too', () => {
    for (const text of ['plain', '{{ $json.x }}', '{% raw', '{{{% }}', '$json.x']) {
      expect(evaluate(translate(text).value)).toBe(text);
      expect(evaluate(translate(`=${text.replace(/\{\{.*/, '')}`).value)).toBe(text.replace(/\{\{.*/, ''));
    }
  });
});

describe('translated with a difference that is told', () => {
  test.each([
    ['$json.empty || "none"', 'none', 'Zero counts as a value'],
    ['$json.none ?? "none"', 'none', 'An empty text and "no"'],
    ['$json.missing || "none"', 'none', 'Zero counts as a value'],
    ['$json.email ? $json.email : "none"', data.email, 'Zero counts as a value'],
    ['$json.n.toFixed(1)', 12.3, 'rounded to 1 decimals'],
    ['$json.text.split(",")', ['a', 'b', 'c'], 'empty pieces'],
    ['$json.whole + 1', 8, 'always adds numbers'],
    ['Number($json.whole)', 7, 'counts as zero'],
    ['$json.missing?.deep', '', 'an empty text is taken'],
    ['$json.whole % 4', 3, 'negative number'],
  ])('%s', (source, expected, difference) => {
    const { value, kept, told } = translate(`={{ ${source} }}`);
    expect(kept).toEqual([]);
    expect(evaluate(value)).toEqual(expected);
    expect(told.join(' ')).toContain(difference);
  });
});

describe('not translated: it stays in view, told, and cannot be taken for a value', () => {
  test.each([
    ['$json.list.filter(x => x.size > 2)', '.filter()'],
    ['$json.whole > 5', 'compares'],
    ['$json.name ? "y" : "n"', 'chooses'],
    ['$json.email + $json.name', 'not known which'],
    ['$env.SECRET', 'environment'],
    ['$now.plus({ days: 1 })', '.plus()'],
    ['$json[$json.key]', 'worked out'],
    ['$json.email.replace(/[a-z]/g, "")', 'pattern'],
    ['$json.email.replace("a", "$&")', 'holds "$"'],
    ['$json.constructor.constructor("return 1")()', 'no counterpart'],
    ['process.exit()', 'no counterpart'],
    ['new Date()', 'no counterpart'],
    ['[1, $json.n][0]', 'list'],
    ['$json.', 'not complete'],
    ['', 'not complete'],
    ["'open", 'not closed'],
    ['null', 'empty'],
    ['$json.n + 1e30', 'cannot be written'],
    [`${'('.repeat(5000)}1`, 'too'],
    ['!'.repeat(3000), 'too'],
  ])('%s', (source, reason) => {
    const { value, kept } = translate(`={{ ${source} }}`);
    expect(kept.join(' ')).toContain(reason);
    expect(value).toContain(source.trim());
    expect(() => parseTemplate(String(value))).toThrow(Fault);
  });
});

describe('JSON typed as text', () => {
  test.each<[string, JsonValue]>([
    [
      '={"a": "{{ $json.whole }}", "b": {{ $json.whole }}, "c": [1, {{ $json.words }}]}',
      { a: '7', b: 7, c: [1, ['x', 'y']] },
    ],
    ['={"t": "x {{ $json.whole }} y", "q": {{ $json.quote }}}', { t: 'x 7 y', q: data.quote }],
    ['{"plain": "{{ no }}", "n": 1}', { plain: '{{ no }}', n: 1 }],
    ['={{ {"a": $json.whole, "b": {"c": null}} }}', { a: 7, b: { c: null } }],
    ['={{ JSON.stringify({ a: $json.whole }) }}', { a: 7 }],
    ['={{ $json }}', data as unknown as JsonRecord],
    ['={"equals": "=x"}', { equals: '=x' }],
  ])('%s', (setting, expected) => {
    const { value, kept } = translate(setting, readJsonText as typeof readField);
    const fill = (tree: JsonValue | undefined): JsonValue =>
      Array.isArray(tree)
        ? tree.map(fill)
        : typeof tree === 'object' && tree !== null
          ? Object.fromEntries(Object.entries(tree).map(([key, inner]) => [key, fill(inner)]))
          : evaluate(tree);
    expect(kept).toEqual([]);
    expect(fill(value)).toEqual(expected);
  });

  test.each(['not json', '={"a": }', '={"{{ $json.a }}": 1}', '={{ $json.a }} and {{ $json.b }}'])(
    '%s is none',
    (setting) => {
      expect(translate(setting, readJsonText as typeof readField).value).toBeUndefined();
    },
  );
});

test('any expression is translated into a placeholder that can be read, or kept in one that cannot', () => {
  const word = fc.constantFrom(
    '$json',
    '.a',
    '["b c"]',
    '?.d',
    '.trim()',
    '.split(",")',
    ' + ',
    ' || ',
    '"x"',
    "'}}'",
    '(',
    ')',
    '[',
    ']',
    '5',
    ' ? ',
    ' : ',
    '{',
    '}',
    '`',
    '${',
    '/',
    'x => x.y',
    '.map(',
    '.length',
    '$now',
    "$('A').item.json",
    '\\',
    '{%',
    '|',
    'ü',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 10 }), fc.string(), (words, text) => {
      for (const setting of [`={{ ${words.join('')} }}`, `=${text}{{ ${words.join('')} }}`, text, `=${text}`]) {
        const { value, kept } = translate(setting);
        if (typeof value !== 'string' || !hasPlaceholder(value)) continue;
        if (kept.length === 0) parseTemplate(value);
        else expect(() => parseTemplate(value)).toThrow(Fault);
      }
    }),
    { numRuns: 2000 },
  );
});
