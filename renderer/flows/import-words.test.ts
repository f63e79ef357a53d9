import { expect, test } from 'vitest';
import type { ImportedNode, ImportOutcome } from '../client/types.ts';
import { shortType, sortImported } from './import-words.ts';

const node = (name: string, outcome: ImportOutcome): ImportedNode => ({
  name,
  from: 'n8n-nodes-base.set',
  id: 'a',
  became: 'map',
  outcome,
  differences: [],
});

test('what asks for work comes first, and what did not happen is not mentioned', () => {
  const nodes = [node('A', 'translated'), node('B', 'placeholder'), node('C', 'translated')];
  expect(sortImported({ nodes }).map(({ title, nodes: those }) => [title, those.map(({ name }) => name)])).toEqual([
    ['1 step to be replaced', ['B']],
    ['2 steps came over', ['A', 'C']],
  ]);
  expect(sortImported({ nodes: [node('A', 'approximated')] })[0]?.title).toBe('1 step came over with differences');
});

test('a type is named without its package', () => {
  expect(['n8n-nodes-base.httpRequest', 'own'].map(shortType)).toEqual(['httpRequest', 'own']);
});
