import { expect, test } from 'vitest';
import { nodes } from '../../engine/nodes/nodes.gen.ts';
import { pictures } from './StepIcon.tsx';

test('every kind of step has a picture', () => {
  const names = nodes.map(({ icon }) => icon);
  expect(names.filter((name) => !Object.hasOwn(pictures, name))).toEqual([]);
});
