import { expect, test } from 'vitest';
import { type Place, placeWindow } from './window-state.ts';

const laptop: Place = { id: 1, workArea: { x: 0, y: 25, width: 1440, height: 875 } };
const second: Place = { id: 2, workArea: { x: 1440, y: 0, width: 2560, height: 1400 } };
const left = { bounds: { x: 1600, y: 100, width: 1500, height: 900 }, isMaximized: true };

test('the first time it stands in the middle, as large as fits', () => {
  expect(placeWindow({}, [laptop])).toEqual({
    bounds: { x: 40, y: 25, width: 1360, height: 875 },
    isMaximized: false,
    display: 1,
  });
});

test('it opens as it was left', () => {
  expect(placeWindow({ 2: left }, [second, laptop])).toEqual({ ...left, display: 2 });
});

test('each display remembers its own; one that is gone counts for nothing', () => {
  const saved = { 1: { bounds: { x: 10, y: 30, width: 1000, height: 700 }, isMaximized: false }, 2: left };
  expect(placeWindow(saved, [laptop])).toMatchObject({ display: 1, bounds: { x: 10, width: 1000 } });
});

test('a window no one could take hold of is put in the middle', () => {
  const above = { bounds: { x: 100, y: -600, width: 1000, height: 700 }, isMaximized: false };
  const beside = { bounds: { x: 1400, y: 100, width: 1000, height: 700 }, isMaximized: false };
  for (const state of [above, beside, left])
    expect(placeWindow({ 1: state }, [laptop])).toMatchObject({ display: 1, bounds: { x: 40 } });
});

test('a display that got smaller makes the window smaller', () => {
  const large = { bounds: { x: 0, y: 25, width: 2000, height: 1600 }, isMaximized: false };
  expect(placeWindow({ 1: large }, [laptop]).bounds).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
});

test('numbers that are none are not used', () => {
  const broken = { bounds: { x: Number.NaN, y: 0, width: 1000, height: 700 }, isMaximized: false };
  expect(placeWindow({ 1: broken }, [laptop]).bounds.x).toBe(40);
});
