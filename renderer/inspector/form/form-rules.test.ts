import { expect, test } from 'vitest';
import type { FormField, Problem } from '../../client/types.ts';
import { countChanged, isShown, leftOver, portFrom, problemAt, valueAt } from './form-rules.ts';

const field: FormField = { name: 'header', label: 'Header', kind: 'text', when: { param: 'kind', is: ['hmac'] } };

test('a field is shown while another has one of its values', () => {
  expect(isShown(field, () => 'hmac')).toBe(true);
  expect(isShown(field, () => undefined)).toBe(false);
});

test('a value is what was typed, else the default', () => {
  expect(valueAt({ body: { kind: 'json' } }, { body: { kind: 'none' } }, ['body', 'kind'])).toBe('json');
  expect(valueAt({}, { body: { kind: 'none' } }, ['body', 'kind'])).toBe('none');
});

test('only what differs from the default counts as changed', () => {
  expect(countChanged([field], { header: 'X' }, { header: '' })).toBe(1);
  expect(countChanged([field], { header: '' }, { header: '' })).toBe(0);
  expect(countChanged([field], {}, {})).toBe(0);
});

test('a problem stands at its field, or at the one that holds it', () => {
  const problem = { node: 'a', param: 'headers.0.value' } as Problem;
  expect(problemAt([problem], 'a', ['headers', 0, 'value'])).toBe(problem);
  expect(problemAt([problem], 'a', ['headers'])).toBe(problem);
  expect(problemAt([problem], 'a', ['headers'], false)).toBeUndefined();
  expect(problemAt([problem], 'b', ['headers'])).toBeUndefined();
  expect(problemAt([problem], 'a', ['head'])).toBeUndefined();
});

test.each([
  ['payment_intent.succeeded', [], 'payment_intent-succeeded'],
  ['Ação nova', [], 'Acao-nova'],
  ['otherwise', [], 'otherwise-2'],
  ['a', ['a', 'a-2'], 'a-3'],
  ['日本', [], 'branch'],
])('a branch for %s beside %j is called %s', (text, taken, port) => expect(portFrom(text, taken)).toBe(port));

test('what belongs to another choice of a group is left over; at the top nothing is', () => {
  const form: FormField[] = [
    {
      name: 'body',
      label: 'Body',
      kind: 'group',
      fields: [
        { name: 'kind', label: 'Kind', kind: 'choice', choices: [] },
        { name: 'fields', label: 'Fields', kind: 'text', when: { param: 'kind', is: ['form', 'multipart'] } },
        { name: 'text', label: 'Text', kind: 'text', when: { param: 'kind', is: ['text'] } },
      ],
    },
    { name: 'a', label: 'A', kind: 'text', when: { param: 'mode', is: ['x'] } },
  ];
  expect(leftOver(form, ['body', 'kind'], 'multipart')).toEqual(['text']);
  expect(leftOver(form, ['body', 'kind'], 'text')).toEqual(['fields']);
  expect(leftOver(form, ['mode'], 'y')).toEqual([]);
});
