import { describe, expect, test } from 'vitest';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { contractTypes, isOfType } from './check-value.ts';
import { node } from './validate.ts';

const order = { customer: { email: 'ana@example.com', name: 'Ana' }, total: 64.9, items: [{ price: 1 }, { price: 2 }] };

const check = (fields: JsonRecord[], trigger: JsonValue = order, more: JsonRecord = {}) =>
  tryStep(node, { fields, ...more }, { trigger, timeZone: 'Europe/Lisbon' });

const verdicts = async (fields: JsonRecord[], trigger?: JsonValue): Promise<unknown[]> => {
  const { did } = await check(fields, trigger);
  return did?.kind === 'checked' ? did.fields.map(({ verdict, note }) => [verdict, note]) : [];
};

test('what is as expected goes on as it came', async () => {
  const fields = [
    { path: 'customer.email', type: 'text' },
    { path: 'total', type: 'number' },
    { path: 'items.*.price', type: 'number' },
    { path: 'note', required: false },
  ];
  const { output, did, port } = await check(fields);
  expect([output, port]).toEqual([order, undefined]);
  expect(did).toMatchObject({
    kind: 'checked',
    fields: [{ verdict: 'ok', value: 'ana@example.com' }, { verdict: 'ok' }, { verdict: 'ok' }, { verdict: 'absent' }],
    extra: [],
  });
});

describe('types', () => {
  test.each<[string, JsonValue]>([
    ['text', 'a'],
    ['text', ''],
    ['number', 0],
    ['yes-no', false],
    ['date', '2026-03-01'],
    ['date', '2026-03-01T09:30:00Z'],
    ['date', 1_772_357_400],
    ['list', [1]],
    ['record', { a: 1 }],
    ['any', null],
  ])('%s may be %j', (type, value) => {
    expect(isOfType(value, contractTypes.find((known) => known === type) ?? 'any', 'UTC')).toBe(true);
  });

  test.each<[string, JsonValue, string]>([
    ['number', '12.50', '"it" should be a number, but it was text: "12.50".'],
    ['text', 12, '"it" should be text, but it was a number: 12.'],
    ['yes-no', 'yes', '"it" should be yes or no, but it was text: "yes".'],
    ['date', '03/04/2026', '"it" should be a date, but it was text: "03/04/2026".'],
    ['date', 20260301, '"it" should be a date, but it was a number: 20260301.'],
    ['list', { a: 1 }, '"it" should be a list, but it was a record.'],
    ['record', [1], '"it" should be a record, but it was a list.'],
    ['number', '', '"it" was empty; it should be a number.'],
    ['text', null, '"it" was empty; it should be text.'],
  ])('%s is not %j', async (type, value, message) => {
    await expect(check([{ path: 'it', type }], { it: value })).rejects.toMatchObject({
      code: 'validate.not-as-expected',
      who: 'person',
      message,
      data: { field: 'it' },
    });
  });
});

describe('a field that is not there', () => {
  test('stops the step and is named, with how many more there are', async () => {
    await expect(check([{ path: 'phone', type: 'text' }, { path: 'vat' }, { path: 'total' }])).rejects.toMatchObject({
      message: '"phone" was missing; it should be text. 1 more field is not as expected.',
      data: { problems: ['"phone" was missing; it should be text.', '"vat" was missing; it should be something.'] },
    });
  });

  test('is noted', async () => {
    expect(await verdicts([{ path: 'phone', type: 'text', ifMissing: 'warn' }])).toEqual([
      ['warned', '"phone" was missing; it should be text.'],
    ]);
  });

  test('takes a default, and what arrived stays as it is', async () => {
    const arrived = { customer: { name: 'Ana' }, total: 'much' };
    const fields = [
      { path: 'customer.address.country', type: 'text', ifMissing: 'default', default: 'PT' },
      { path: 'total', type: 'number', ifMissing: 'default', default: 0 },
      { path: 'customer.nick', ifMissing: 'default', default: '{{ trigger.customer.name | upcase }}' },
    ];
    const { output, did } = await check(fields, arrived);
    expect(output).toEqual({ customer: { name: 'Ana', address: { country: 'PT' }, nick: 'ANA' }, total: 0 });
    expect(arrived).toEqual({ customer: { name: 'Ana' }, total: 'much' });
    expect(did).toMatchObject({
      fields: [
        { note: '"customer.address.country" was missing; it should be text, so "PT" was taken.' },
        { verdict: 'filled', value: 'much' },
        { verdict: 'filled' },
      ],
    });
  });

  test('a default that points at nothing harms only where it is needed', async () => {
    const fields = [{ path: 'total', ifMissing: 'default', default: '{{ trigger.nowhere }}' }];
    expect((await check(fields)).output).toEqual(order);
  });

  test('a default that has no place stops', async () => {
    await expect(
      check([{ path: 'total.net', type: 'number', ifMissing: 'default', default: 1 }]),
    ).rejects.toMatchObject({ message: expect.stringContaining('could not be put there') });
  });

  test('of one item of a list is told with its number, and filled there only', async () => {
    const list = { items: [{ price: 1 }, {}, { price: 'x' }] };
    expect(await verdicts([{ path: 'items.*.price', type: 'number', ifMissing: 'warn' }], list)).toEqual([
      ['warned', '"items.*.price" of item 2 was missing; it should be a number. The same for 1 more.'],
    ]);
    const filled = await check([{ path: 'items.*.price', type: 'number', ifMissing: 'default', default: 0 }], list);
    expect(filled.output).toEqual({ items: [{ price: 1 }, { price: 0 }, { price: 0 }] });
    expect(await verdicts([{ path: 'items.*.price' }], { items: [] })).toEqual([['absent', '']]);
  });
});

describe('fields that are not listed', () => {
  const fields = [{ path: 'customer.email' }, { path: 'items' }];

  test('are looked for beside listed ones only', async () => {
    expect((await check(fields, order, { extra: 'warn' })).did).toMatchObject({ extra: ['customer.name', 'total'] });
    expect((await check([fields[0] as JsonRecord], order, { extra: 'warn' })).did).toMatchObject({
      extra: ['customer.name'],
    });
  });

  test('may stop the step, and say nothing when they are fine', async () => {
    await expect(check(fields, order, { extra: 'stop' })).rejects.toMatchObject({ code: 'validate.extra-field' });
    expect((await check(fields)).did).toMatchObject({ extra: [] });
  });
});

test('a name that sits on every object is refused', () => {
  expect(problemsOf(node, { fields: [{ path: 'a.__proto__' }] })).toEqual([
    'fields.0.path: The name "__proto__" has a meaning of its own inside the computer.',
  ]);
});

test.each([
  [{}, 'fields: No field is checked yet.'],
  [{ fields: [{ path: 'a' }, { path: 'a' }] }, 'fields.1.path: "a" is listed twice.'],
  [{ fields: [{ path: 'a.' }] }, 'fields.0.path: The name "a." has an empty part.'],
  [{ fields: [{ path: 'a', ifMissing: 'default' }] }, 'fields.0.default: The default is empty.'],
  [
    { fields: [{ path: 'a', type: 'number', ifMissing: 'default', default: 'x' }] },
    'fields.0.default: The default is of another type than the field.',
  ],
])('%j is not finished', (params, problem) => {
  expect(problemsOf(node, params)).toEqual([problem]);
});

test('tells what it reads of what it checks', () => {
  const read = (params: JsonRecord) => (node.reads as (typed: unknown) => unknown)(node.params.parse(params));
  expect(read({ fields: [{ path: 'body.email' }] })).toEqual([['trigger', 'body', 'email']]);
  expect(read({ value: { fixed: 1 }, fields: [{ path: 'email' }] })).toEqual([]);
});
