import { describe, expect, test } from 'vitest';
import { Fault } from '../model/fault.ts';
import { parsePattern, patternLimits } from './parse-pattern.ts';

const refusal = (source: string): string => {
  try {
    parsePattern(source);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'pattern.not-usable' && thrown.fix) return thrown.message;
    throw thrown;
  }
  return 'accepted';
};

describe('reading a pattern', () => {
  test.each([String.raw`(a)\1`, String.raw`(?<x>a)\k<x>`, '(?=a)b', '(?!a)b', '(?<=a)b', '(?<!a)b', '(?i:a)'])(
    '%s is refused because it cannot be run safely',
    (source) => {
      expect(refusal(source)).toContain('cannot be run safely');
    },
  );

  test.each(['(', 'a)', '[a', '*', 'a{2,1}', String.raw`\_`, 'a{'])(
    '%s is refused because it is not well-formed',
    (source) => {
      expect(refusal(source)).toContain('cannot be read');
    },
  );

  test('a pattern that unfolds into too many instructions is refused without being unfolded', () => {
    expect(refusal('(((a{999}){999}){999}){999}')).toContain('repeats too much');
    expect(refusal('a{499}')).toBe('accepted');
  });

  test('a pattern that is too long is refused', () => {
    expect(refusal('a'.repeat(patternLimits.sourceLength + 1))).toContain('201 characters');
    expect(refusal('a'.repeat(patternLimits.sourceLength))).toBe('accepted');
  });

  test('the program never has more instructions than the limit', () => {
    for (const source of ['(a?){300}', '(a|b|c){100}', '((a*)*)*', '(?:x{2,5}){10}', '|'.repeat(200)])
      if (refusal(source) === 'accepted')
        expect(parsePattern(source).program.length).toBeLessThanOrEqual(patternLimits.instructions);
  });
});
