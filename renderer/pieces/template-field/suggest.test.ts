import { expect, test } from 'vitest';
import type { Scope } from '../../client/types.ts';
import type { Mapping } from './mapping.ts';
import { likeness, suggestFields } from './suggest.ts';

test.each([
  ['To', 'Customer e-mail', 0.2, 0.5],
  ['E-mail', 'Customer e-mail', 0.5, 0.5],
  ['customerName', 'Customer name', 1, 1],
  ['Colour', 'Customer name', 0, 0],
  ['', 'Name', 0, 0],
])('%s is like %s', (one, other, least, most) => {
  expect(likeness(one, other)).toBeGreaterThanOrEqual(least);
  expect(likeness(one, other)).toBeLessThanOrEqual(most);
});

test('the best name wins, and of two alike the nearer', () => {
  const source = (step: string, value: { [key: string]: string }) => ({
    step,
    number: 1,
    name: step,
    family: null,
    root: ['steps', step],
    value,
  });
  const mapping: Mapping = {
    scope: {} as Scope,
    sources: [source('near', { email: 'a', colour: 'x' }), source('far', { email: 'b', subject: 'c' })],
    examples: [],
    canRepeat: false,
  };
  expect(suggestFields('E-mail', mapping).map(({ node }) => node.path.join('.'))).toEqual([
    'steps.near.email',
    'steps.far.email',
  ]);
  expect(suggestFields('Quantity', mapping)).toEqual([]);
});
