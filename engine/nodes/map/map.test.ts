import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../compile/template/parse.ts';
import type { JsonValue } from '../../model/json.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './map.ts';

const convert = async (type: string, value: JsonValue, required = false): Promise<JsonValue | undefined> => {
  const fields = [{ name: 'price', value: '{{ trigger.value }}', type, required }];
  const { output } = await tryStep(node, { fields }, { trigger: { value }, timeZone: 'Europe/Lisbon' });
  return (output as { [name: string]: JsonValue }).price;
};

describe('making a record', () => {
  test('dots nest, fixed values and placeholders mix, types are kept', async () => {
    const fields = [
      { name: 'customer.email', value: '{{ trigger.mail }}' },
      { name: 'customer.tags', value: ['shop', '{{ trigger.tag }}', { deep: '{{ trigger.total }}' }] },
      { name: 'text', value: 'Total: {{ trigger.total }}' },
    ];
    const { output } = await tryStep(
      node,
      { fields },
      { trigger: { mail: 'ana@example.com', tag: 'vip', total: 64.9 } },
    );
    expect(output).toEqual({
      customer: { email: 'ana@example.com', tags: ['shop', 'vip', { deep: 64.9 }] },
      text: 'Total: 64.9',
    });
  });

  test('no fields make an empty record', async () => {
    expect((await tryStep(node, {})).output).toEqual({});
  });

  test('a placeholder that points at nothing fails the step', async () => {
    await expect(tryStep(node, { fields: [{ name: 'a', value: '{{ trigger.b }}' }] })).rejects.toMatchObject({
      code: 'template.missing-value',
    });
  });
});

describe('types', () => {
  test.each<[string, JsonValue, JsonValue]>([
    ['text', 12.5, '12.5'],
    ['text', true, 'true'],
    ['text', '', ''],
    ['number', '12.50', 12.5],
    ['number', 7, 7],
    ['number', '', null],
    ['number', null, null],
    ['yes-no', 'Yes', true],
    ['yes-no', 0, false],
    ['date', '2026-07-01', '2026-07-01'],
    ['date', '2026-07-01 12:00', '2026-07-01T11:00:00.000Z'],
    ['date', 1772357400, '2026-03-01T09:30:00.000Z'],
    ['list', [1], [1]],
    ['list', '', null],
    ['record', { a: 1 }, { a: 1 }],
  ])('%s from %j is %j', async (type, value, expected) => {
    expect(await convert(type, value)).toEqual(expected);
  });

  test.each<[string, JsonValue, string]>([
    ['number', '12,50', 'The field "price" should be a number, but "12,50" is not.'],
    ['number', true, 'The field "price" should be a number, but true is not.'],
    ['yes-no', 'maybe', 'The field "price" should be yes or no, but "maybe" is not.'],
    ['date', '03/04/2026', 'The field "price" should be a date, but "03/04/2026" is not.'],
    ['text', ['a'], 'The field "price" should be text, but it is a list.'],
    ['list', 'a,b', 'The field "price" should be a list, but "a,b" is not.'],
    ['list', { a: 1 }, 'The field "price" should be a list, but it is a record.'],
    ['record', [1], 'The field "price" should be a record, but it is a list.'],
  ])('%s from %j is refused', async (type, value, message) => {
    await expect(convert(type, value)).rejects.toMatchObject({ code: 'map.wrong-type', who: 'person', message });
  });

  test.each<JsonValue>([null, '', []])('a required field that is %j stops the step', async (value) => {
    await expect(convert('text', value, true)).rejects.toMatchObject({
      code: 'map.required-empty',
      message: 'The field "price" is required, but it was empty this time.',
    });
  });

  test('zero and no are not empty', async () => {
    expect([await convert('number', 0, true), await convert('yes-no', false, true)]).toEqual([0, false]);
  });
});

describe('names', () => {
  test.each([
    [['a', 'a'], 'fields.1.name: The name "a" is used twice.'],
    [['a.b', 'a'], 'fields.1.name: "a" is a value here and holds other fields elsewhere.'],
    [['a.'], 'fields.0.name: The name "a." has an empty part.'],
    [['x.__proto__.y'], 'fields.0.name: The name "__proto__" has a meaning of its own inside the computer.'],
  ])('%j is a problem', (names, problem) => {
    expect(problemsOf(node, { fields: names.map((name) => ({ name, value: 1 })) })).toEqual([problem]);
  });

  test('a name cannot come from data', () => {
    expect(problemsOf(node, { fields: [{ name: '{{ trigger.name }}', value: 1 }] })[0]).toContain(
      'cannot hold a placeholder',
    );
  });
});

test('the sample of a field without a type is a text, never the placeholder itself', () => {
  const typed = node.params.parse({ fields: [{ name: 'email', value: parseTemplate('{{ trigger.email }}') }] });
  expect(node.sample(typed)).toEqual({ email: 'Ana Duarte' });
});

test('the sample has the fields, with believable values where placeholders are', () => {
  const params = node.params.parse({
    fields: [
      { name: 'customer.name', value: 'Ana' },
      { name: 'customer.since', value: 5, type: 'date' },
    ],
  });
  expect(node.sample(params)).toEqual({ customer: { name: 'Ana', since: 5 } });
});
