import { expect, test } from 'vitest';
import { createRoster } from './roster.ts';

test('does what a map does, whatever comes and goes', () => {
  const roster = createRoster<string, number>();
  const map = new Map<string, number>();
  for (let turn = 0; turn < 1000; turn++) {
    const id = `id-${(turn * 7) % 13}`;
    if (turn % 3 === 0) expect(roster.delete(id)).toBe(map.delete(id));
    else {
      roster.set(id, turn);
      map.set(id, turn);
    }
    expect([roster.size, roster.get(id), roster.has(id)]).toEqual([map.size, map.get(id), map.has(id)]);
  }
  expect(roster.values().sort()).toEqual([...map.values()].sort());
});

test('keeps nothing of what has left', () => {
  const roster = createRoster<number, object>();
  for (let id = 0; id < 100; id++) roster.set(id, {});
  for (let id = 0; id < 100; id++) roster.delete(id);
  expect([roster.size, roster.values()]).toEqual([0, []]);
});
