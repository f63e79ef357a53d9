import { expect, test } from 'vitest';
import type { TableShape } from './asks.ts';
import { chooseWay, type TableWish } from './choose-way.ts';

const shape: TableShape = {
  table: 'orders',
  rows: 1200,
  columns: ['id', 'name', 'updated_at'].map((name) => ({ name, type: '', generated: false })),
  integerKey: 'id',
  neverReused: true,
  key: ['id'],
  captured: null,
};
const captured = { tbl: 1, uuid: 'u', epoch: 1, intact: true, lastSeq: 0 };
const wish: TableWish = { changes: ['added'], columns: [], detect: 'auto', cursorColumn: '' };
const wayOf = (table: Partial<TableShape>, wished: Partial<TableWish>) => {
  const { way, reason } = chooseWay({ ...shape, ...table }, { ...wish, ...wished });
  return way ?? reason;
};

test('new rows are found by the row number, everything else by comparing', () => {
  expect(wayOf({}, {})).toBe('cursor');
  expect(wayOf({}, { changes: ['added', 'changed'] })).toBe('compare');
  expect(wayOf({ integerKey: null }, {})).toBe('compare');
  expect(wayOf({}, { changes: ['added', 'changed'], cursorColumn: 'updated_at' })).toBe('cursor');
});

test('what is recorded already is read from the record', () => {
  expect(wayOf({ captured }, { changes: ['changed'] })).toBe('capture');
  expect(wayOf({ captured }, { changes: ['changed'], columns: ['name'] })).toBe('compare');
  expect(wayOf({ captured: { ...captured, intact: false } }, { changes: ['changed'] })).toBe('compare');
});

test('a way that was chosen and does not do says why', () => {
  expect(wayOf({ rows: 50_001 }, { changes: ['removed'] })).toContain('50,001 rows');
  expect(wayOf({}, { detect: 'cursor', changes: ['removed'] })).toContain('removed rows cannot be noticed');
  expect(wayOf({}, { detect: 'cursor', changes: ['changed'] })).toContain('changed rows cannot be noticed');
  expect(wayOf({}, { detect: 'cursor', cursorColumn: 'gone' })).toContain('no column "gone"');
  expect(wayOf({ integerKey: null, key: [] }, { detect: 'cursor' })).toContain('no row number');
  expect(wayOf({ key: [] }, { detect: 'compare', changes: ['changed'] })).toContain('no primary key');
  expect(wayOf({ key: [] }, { detect: 'capture' })).toContain('no primary key');
  expect(wayOf({}, { detect: 'capture' })).toContain('not recorded');
});
