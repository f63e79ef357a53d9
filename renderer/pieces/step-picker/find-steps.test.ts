import { expect, test } from 'vitest';
import type { Family, NodeDescription } from '../../client/types.ts';
import { findSteps, listSteps, suggestSteps } from './find-steps.ts';

const kind = (type: string, family: Family, title: string, synonyms: string[] = []): NodeDescription => ({
  type,
  version: 1,
  kind: family === 'when' ? 'trigger' : 'step',
  family,
  title,
  description: `Does ${title}`,
  synonyms,
  icon: '',
  form: [],
  defaults: {},
  hidden: false,
  timeoutMs: 30_000,
  ports: [],
});

const kinds = [
  kind('webhook', 'when', 'Webhook'),
  kind('if', 'check', 'Check', ['condition']),
  kind('map', 'prepare', 'Map fields'),
  kind('save', 'then', 'Save row', ['excel', 'planilha é']),
  kind('http', 'then', 'Web request', ['api']),
];

test.each([
  ['excel', 'save'],
  ['EXCE', 'save'],
  ['planilha e', 'save'],
  ['web request', 'http'],
  ['condtion', 'if'],
])('%s finds %s first', (query, type) => expect(findSteps(kinds, query)[0]?.type).toBe(type));

test('nothing is found for what nothing is called', () => expect(findSteps(kinds, 'qqqqqq')).toEqual([]));

test('what follows depends on the family before', () => {
  expect(suggestSteps(kinds, 'when').map(({ type }) => type)).toEqual(['map', 'if', 'save']);
  expect(suggestSteps(kinds, 'prepare').map(({ type }) => type)).toEqual(['save', 'http', 'if']);
  expect(suggestSteps(kinds, null).map(({ type }) => type)).toEqual(['webhook']);
});

test('a step in the middle is never a start', () =>
  expect(listSteps(kinds, { query: '', after: 'then', allowTriggers: false }).map(({ id }) => id)).toEqual([
    'suggested',
    'prepare',
    'check',
    'then',
  ]));

test('a kind nobody adds by hand is in no list', () => {
  const hidden = { ...kind('placeholder', 'then', 'To be replaced', ['excel']), hidden: true };
  for (const query of ['', 'excel', 'replaced']) {
    const groups = listSteps([...kinds, hidden], { query, after: 'when', allowTriggers: true });
    expect(groups.flatMap((group) => group.kinds.map(({ type }) => type))).not.toContain('placeholder');
  }
});
