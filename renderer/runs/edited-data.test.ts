import { expect, test } from 'vitest';
import { readEdited } from './edited-data.ts';

test('edited data is read, or the place of the mistake is named', () => {
  expect(readEdited('{"a": 1}')).toEqual({ value: { a: 1 } });
  expect(readEdited('{\n "a": 1\n "b": 2\n}')).toEqual({
    problem: 'This can’t be read yet. Look near line 3: a comma, a quote or a bracket may be missing.',
  });
  expect(readEdited('[1]')).toMatchObject({ problem: expect.stringContaining('named fields') });
});
