import { expect, test } from 'vitest';
import type { Flow } from '../../client/types.ts';
import { readTableParams, toggleChange, writesIntoItself } from './table-params.ts';

test('what is not said is as usual, and what makes no sense is left out', () => {
  expect(readTableParams({ changes: ['removed', 'melted', 'added'], detect: 'magic', file: 7 })).toEqual({
    file: '',
    table: '',
    changes: ['added', 'removed'],
    columns: [],
    detect: 'auto',
    cursorColumn: '',
    startFrom: 'now',
  });
  expect(readTableParams({}).changes).toEqual(['added']);
});

test('one kind of change always stays', () => {
  expect(toggleChange(['added'], 'removed', true)).toEqual(['added', 'removed']);
  expect(toggleChange(['added', 'removed'], 'added', false)).toEqual(['removed']);
  expect(toggleChange(['removed'], 'removed', false)).toEqual(['removed']);
});

test('a flow that writes into the table it watches is noticed, unless a check stands between', () => {
  const flow = (between: string): Flow =>
    ({
      nodes: [
        { id: 'when', type: 'sqlite-change', params: {} },
        { id: 'mid', type: between, params: {} },
        { id: 'save', type: 'sqlite-write', params: { file: 'shop.db', table: 'Orders' } },
      ],
      edges: [
        { from: 'when', port: 'out', to: 'mid' },
        { from: 'mid', port: 'out', to: 'save' },
      ],
    }) as unknown as Flow;
  const orders = { file: 'shop.db', table: 'orders' };
  expect(writesIntoItself(flow('map'), 'when', orders)).toBe(true);
  expect(writesIntoItself(flow('filter'), 'when', orders)).toBe(false);
  expect(writesIntoItself(flow('map'), 'when', { ...orders, table: 'log' })).toBe(false);
});
