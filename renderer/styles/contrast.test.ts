import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../../engine/testing/read-project-file.ts';
import { contrast, readPalette } from './contrast.ts';

const css = readProjectFile('renderer/styles/tokens.css');
const light = readPalette(css, ':root');
const dark = readPalette(css, '[data-theme="dark"]');

const grounds = ['canvas', 'surface', 'sunken', 'hover'];
const families = ['ok', 'warn', 'err', 'info', 'when', 'prep', 'check', 'then'];
const textPairs = [
  ...['text', 'text-2', 'text-3'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...families.flatMap((tone) => [[tone, `${tone}-soft`] as const, [tone, 'surface'] as const]),
  ...families.map((tone) => ['text-2', `${tone}-soft`] as const),
  ['accent-ink', 'accent-soft'] as const,
  ['accent-ink', 'surface'] as const,
  ['text-3', 'accent-soft'] as const,
  ['on-accent', 'accent'] as const,
  ['on-accent', 'accent-hover'] as const,
  ['on-ok', 'ok'] as const,
  ['on-err', 'err'] as const,
  ['text', 'note'] as const,
];
const controlPairs = [
  ...['border-strong', 'focus', 'edge', 'accent'].flatMap((line) =>
    ['canvas', 'surface'].map((ground) => [line, ground] as const),
  ),
  ...families.map((tone) => [tone, 'canvas'] as const),
];

const weak = (
  palette: Readonly<Record<string, string>>,
  pairs: readonly (readonly [string, string])[],
  least: number,
): string[] =>
  pairs.flatMap(([front, back]) => {
    const one = palette[front];
    const other = palette[back];
    if (!one || !other) return [`${front} or ${back} is not defined`];
    const ratio = contrast(one, other);
    return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)}, needs ${least}`] : [];
  });

test('the formula gives the figures of the standard', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('both themes define the same colours', () => {
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
});

describe.each([
  ['light', light],
  ['dark', dark],
])('%s theme', (_, palette) => {
  test('text has a contrast of at least 4.5', () => expect(weak(palette, textPairs, 4.5)).toEqual([]));
  test('controls have a contrast of at least 3', () => expect(weak(palette, controlPairs, 3)).toEqual([]));
});
