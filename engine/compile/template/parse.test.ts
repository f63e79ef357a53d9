import { describe, expect, test } from 'vitest';
import type { Fault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Scope } from '../../model/template.ts';
import { parseTemplate } from './parse.ts';

const body: JsonValue = {
  amount: 4999,
  paid: true,
  none: null,
  empty: '',
  'first name': 'Zoë',
  items: [
    { sku: 'A', n: 1 },
    { sku: 'B', n: 2 },
  ],
  constructor: 'mine',
};
const scope: Scope = {
  trigger: { body },
  steps: Object.assign(Object.create(null), { find: { rows: [] }, 'my-step': { x: 1 } }),
  run: { id: 'run_1', startedAt: '2026-11-23T12:00:00.000Z' },
  flow: { name: 'Orders' },
  now: '2026-11-23T12:00:01.000Z',
  vars: {},
};
const evaluate = (source: string): JsonValue => parseTemplate(source).evaluate(scope);
const faultOf = (act: () => unknown): Fault => {
  try {
    act();
  } catch (thrown) {
    return thrown as Fault;
  }
  throw new Error('it did not fail');
};

describe('a template that is one placeholder keeps the type', () => {
  test.each<[string, JsonValue]>([
    ['{{ trigger.body.amount }}', 4999],
    ['{{trigger.body.paid}}', true],
    ['{{ trigger.body.none }}', null],
    ['{{ trigger.body.empty }}', ''],
    [
      '{{ trigger.body.items }}',
      [
        { sku: 'A', n: 1 },
        { sku: 'B', n: 2 },
      ],
    ],
    ['{{ trigger.body.items[1].sku }}', 'B'],
    ['{{ trigger.body.items.size }}', 2],
    ['{{ trigger.body.items.last.n }}', 2],
    ['{{ trigger.body["first name"] }}', 'Zoë'],
    ['{{ trigger.body.constructor }}', 'mine'],
    ['{{ steps.my-step.x }}', 1],
    ['{{ trigger.body.amount | divided_by: 100 }}', 49.99],
    ['{{ trigger.body.items | map: "sku" | join: ", " }}', 'A, B'],
    ['{{ trigger.body.zzz | default: 0 }}', 0],
    ['{{ trigger.body.none | default: "-" }}', '-'],
    ['{{ flow.name | upcase }}', 'ORDERS'],
  ])('%s', (source, value) => {
    expect(parseTemplate(source).keepsType).toBe(true);
    expect(evaluate(source)).toEqual(value);
  });
});

test('a template with text around it becomes text', () => {
  expect(evaluate('{{ trigger.body.amount }} cents for {{ trigger.body["first name"] }}')).toBe('4999 cents for Zoë');
  expect(evaluate('as JSON: {{ trigger.body.items }}')).toBe('as JSON: [{"sku":"A","n":1},{"sku":"B","n":2}]');
});

test('lists what it reads, filter arguments included', () => {
  const { references } = parseTemplate('{{ trigger.body.x | append: steps.find.rows[0].name }} {{ now }}');
  expect(references).toEqual([['trigger', 'body', 'x'], ['steps', 'find', 'rows', 0, 'name'], ['now']]);
});

describe('a placeholder that points at nothing is an error that names the path', () => {
  test.each([
    ['{{ trigger.body.amont }}', 'trigger.body.amont'],
    ['a {{ trigger.body.amont }} b', 'trigger.body.amont'],
    ['{{ trigger.body.amont | upcase }}', 'trigger.body.amont'],
    ['{{ trigger.body.items[5].sku }}', 'trigger.body.items[5].sku'],
    ['{{ steps.gone.x }}', 'steps.gone.x'],
    ['{{ trigger.toString }}', 'trigger.toString'],
    ['{{ trigger.__proto__.x }}', 'trigger.__proto__.x'],
    ['name: {{ trigger.body.none }}', 'trigger.body.none'],
    ['{{ trigger.body.none | append: "x" }}', 'trigger.body.none'],
  ])('%s', (source, path) => {
    const fault = faultOf(() => evaluate(source));
    expect(fault).toMatchObject({ code: 'template.missing-value', who: 'person', data: { path } });
  });

  test('and says what there is instead', () => {
    expect(faultOf(() => evaluate('{{ trigger.body.items.first.skuu }}')).message).toContain(
      'has "sku", "n", but no "skuu"',
    );
  });
});

test.each([
  '{{ trigger',
  '{{ }}',
  '{% assign x = 1 %}',
  '{{ a | nothing }}',
  '{{ 1 | constructor }}',
  '{{ x | where_exp: "i", "i" }}',
])('does not parse %s', (source) => {
  expect(faultOf(() => parseTemplate(source)).code).toMatch(/^template\.(parse|unknown-filter)$/);
});

test('a filter that asks for too much memory is stopped', () => {
  const source = `{{ "x" ${'| append: "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy" | split: "" | join: "-----------" '.repeat(12)}}}`;
  expect(faultOf(() => evaluate(source)).code).toBe('template.failed');
});
