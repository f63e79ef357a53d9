import { expect, test } from 'vitest';
import { changeList, emptyList, type LongList, type LongListAction } from './long-list.ts';

interface Row {
  id: string;
  word?: string;
}
const row = (id: string): Row => ({ id });
const after = (...actions: LongListAction<Row>[]): LongList<Row> =>
  actions.reduce<LongList<Row>>((list, action) => changeList(list, action), emptyList);
const ids = (rows: readonly Row[]): string => rows.map(({ id }) => id).join('');
const first: LongListAction<Row> = { do: 'page', page: { items: [row('c'), row('b')], next: 'b' }, isFirst: true };

test('pages follow each other, without a row twice', () => {
  const list = after(first, { do: 'page', page: { items: [row('b'), row('a')], next: null }, isFirst: false });
  expect([ids(list.rows), list.next, list.isReady]).toEqual(['cba', null, true]);
});

test('what arrives slides in, or waits until it is asked for', () => {
  expect(ids(after(first, { do: 'arrive', rows: [row('d')], slideIn: true }).rows)).toBe('dcb');
  const held = after(first, { do: 'arrive', rows: [row('d')], slideIn: false });
  expect([ids(held.rows), ids(held.waiting)]).toEqual(['cb', 'd']);
  const more = changeList(held, { do: 'arrive', rows: [row('e'), row('d')], slideIn: false });
  expect(ids(more.waiting)).toBe('ed');
  expect(ids(changeList(more, { do: 'show-waiting' }).rows)).toBe('edcb');
  expect(ids(changeList(more, { do: 'arrive', rows: [], slideIn: true }).rows)).toBe('edcb');
});

test('nothing new leaves the list as it is', () => {
  const list = after(first);
  expect(changeList(list, { do: 'arrive', rows: [row('c')], slideIn: true })).toBe(list);
});

test('a row is brought up to date in its place; the others stay the same', () => {
  const list = after(first);
  const next = changeList(list, { do: 'replace', rows: [{ id: 'b', word: 'done' }] });
  expect(next.rows[0]).toBe(list.rows[0]);
  expect(next.rows[1]).toEqual({ id: 'b', word: 'done' });
  expect(ids(changeList(list, { do: 'remove', id: 'c' }).rows)).toBe('b');
});

test('what a search found so far is there while it goes on', () => {
  const found: LongListAction<Row> = {
    do: 'page',
    page: { items: [row('c')], next: 'c' },
    isFirst: true,
    goesOn: true,
  };
  const list = after(found);
  expect([ids(list.rows), list.isReady, list.isLoading]).toEqual(['c', true, true]);
  const end: LongListAction<Row> = { do: 'page', page: { items: [], next: null }, isFirst: false, goesOn: false };
  expect(changeList(list, end)).toMatchObject({ next: null, isLoading: false });
});
