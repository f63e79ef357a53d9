import { expect, test } from 'vitest';
import { listFields, visibleRows } from './fields.ts';
import { findByTyping, moveInTree } from './tree-keys.ts';

const fields = listFields({ order: { total: 5, ticket: 'T-1' }, buyer: { name: 'Ana' }, note: 'x' }, ['trigger']);
const order = fields[0]?.key ?? '';
const buyer = fields[1]?.key ?? '';
const closed = visibleRows(fields, new Set());
const open = visibleRows(fields, new Set([order]));

test('arrows walk the lines, open, go in, come back and close', () => {
  expect(moveInTree('ArrowDown', closed, 2)).toEqual({ kind: 'go', to: 2 });
  expect(moveInTree('ArrowUp', closed, 0)).toEqual({ kind: 'go', to: 0 });
  expect(moveInTree('ArrowRight', closed, 0)).toEqual({ kind: 'open', keys: [order] });
  expect(moveInTree('ArrowRight', open, 0)).toEqual({ kind: 'go', to: 1 });
  expect(moveInTree('ArrowRight', open, 1)).toBeUndefined();
  expect(moveInTree('ArrowLeft', open, 2)).toEqual({ kind: 'go', to: 0 });
  expect(moveInTree('ArrowLeft', open, 0)).toEqual({ kind: 'close', key: order });
  expect(moveInTree('ArrowLeft', closed, 2)).toBeUndefined();
  expect(moveInTree('End', open, 0)).toEqual({ kind: 'go', to: 4 });
});

test('the star opens all siblings', () => {
  expect(moveInTree('*', closed, 2)).toEqual({ kind: 'open', keys: [order, buyer] });
});

test('typing goes to the next name that begins so', () => {
  expect(findByTyping(open, 0, 't')).toBe(1);
  expect(findByTyping(open, 1, 't')).toBe(2);
  expect(findByTyping(open, 1, 'ti')).toBe(2);
  expect(findByTyping(open, 2, 'b')).toBe(3);
  expect(findByTyping(open, 2, 'q')).toBe(2);
});
