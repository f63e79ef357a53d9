import { assert, constantFrom, letrec, oneof, pre, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPattern } from './match-pattern.ts';
import { parsePattern, patternLimits } from './parse-pattern.ts';

const find = (source: string, text: string): boolean => matchPattern(parsePattern(source), text);

/** A random pattern may unfold into more than is accepted; one that is not well-formed is a mistake of this test. */
const isAccepted = (source: string): boolean => {
  try {
    parsePattern(source);
    return true;
  } catch (thrown) {
    expect(thrown).toMatchObject({
      code: 'pattern.not-usable',
      message: expect.not.stringContaining('cannot be read'),
    });
    return false;
  }
};

describe('matching a pattern', () => {
  test.each([
    ['^INV-\\d{4}$', 'INV-2026', true],
    ['^INV-\\d{4}$', 'INV-20261', false],
    ['[^@\\s]+@[^@\\s]+\\.\\w+', 'write to ana@example.com, please', true],
    ['\\bpaid\\b', 'unpaid', false],
    ['\\bpaid\\b', 'is paid.', true],
    ['^(\\d+,)*\\d+$', '1,22,333', true],
    ['^\\p{L}+$', 'Ünïcødé', true],
    ['^.$', '😀', true],
    ['^\\uD83D\\uDE00$', '😀', true],
    ['[\\]\\-\\\\]', ']', true],
    ['^a|b$', 'xb', true],
    ['', '', true],
    ['a.b', 'a\nb', false],
    ['x{0}y', 'y', true],
  ])('%s in %j: %s', (source, text, found) => {
    expect(find(source, text)).toBe(found);
  });

  test.each([
    '(a+)+$',
    '(a|aa)+$',
    '(.*a){12}$',
    '^a*a*a*a*a*a*$',
    '^(([a-z])+.)+[A-Z]$',
    '(a?){100}a{100}$',
    '.*.*.*=$',
  ])('%s on the longest accepted text of a trap is decided within a second', (source) => {
    const started = performance.now();
    expect(find(source, `${'a'.repeat(patternLimits.textLength - 1)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('finds what JavaScript finds, for random patterns and texts', () => {
    const { piece } = letrec<{ piece: string; atom: string }>((tie) => ({
      piece: oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('atom'),
        tuple(tie('piece'), tie('piece')).map((two) => two.join('')),
        tuple(tie('piece'), tie('piece')).map((two) => `(${two.join('|')})`),
        tuple(tie('piece'), constantFrom('*', '+', '?', '*?', '{2}', '{0,2}', '{1,}')).map(
          ([inner, times]) => `(?:${inner})${times}`,
        ),
      ),
      atom: constantFrom('a', 'b', '.', '\\d', '\\W', '[ab]', '[^a1]', '\\b', '\\B', '^', '$', '\\u00e9', ' '),
    }));
    // Letters outside the basic plane are left out: V8 finds \B in the middle of one, which ECMAScript does not.
    const text = string({ unit: constantFrom('a', 'b', '1', ' ', '\n', 'é'), maxLength: 8 });
    assert(
      property(piece, text, (source, sample) => {
        pre(isAccepted(source));
        expect(find(source, sample)).toBe(new RegExp(source, 'u').test(sample));
      }),
      { numRuns: 3000 },
    );
  });
});
