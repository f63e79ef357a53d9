import { expect, test } from 'vitest';
import { parseTemplate } from '../compile/template/parse.ts';
import { hasTemplate, showValue } from './show-value.ts';

const template = parseTemplate('{{ trigger.body.total }}');

test('a template is shown as typed, everything else as JSON', () => {
  expect(showValue(template)).toBe('{{ trigger.body.total }}');
  expect(['a "b"', 1.5, true, null, undefined].map((value) => showValue(value))).toEqual([
    '"a \\"b\\""',
    '1.5',
    'true',
    'nothing',
    'nothing',
  ]);
  expect(showValue({ total: template })).toBe('{"total":"{{ trigger.body.total }}"}');
});

test('a long value is cut', () => {
  expect(showValue('x'.repeat(500))).toHaveLength(80);
  expect(showValue('x'.repeat(500), 10)).toBe('"xxxxxxxx…');
});

test('a template is found however deep it lies', () => {
  expect(hasTemplate([{ a: [template] }])).toBe(true);
  expect(hasTemplate([{ a: ['{{ not parsed }}', null, 1] }])).toBe(false);
});
