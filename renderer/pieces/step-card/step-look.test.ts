import { expect, test } from 'vitest';
import type { Flow, Inspection, NodeDescription, Problem } from '../../client/types.ts';
import { headline } from './headline.ts';
import { cardHeightOf, keepUnchanged, type LookInput, lookAtSteps, nameStep, portPlace } from './step-look.ts';

const kind = (type: string, more: Partial<NodeDescription> = {}): NodeDescription => ({
  type,
  version: 1,
  kind: 'step',
  family: 'then',
  title: 'Save row',
  description: '',
  synonyms: [],
  icon: 'globe',
  form: [],
  defaults: {},
  hidden: false,
  timeoutMs: 30_000,
  ports: [{ id: 'out', label: 'then' }],
  ...more,
});
const types = new Map(
  [kind('save'), kind('if', { family: 'check', title: 'Check' })].map((known) => [known.type, known]),
);

const node = (id: string, type: string, more: Partial<Flow['nodes'][number]> = {}): Flow['nodes'][number] => ({
  id: id as Flow['nodes'][number]['id'],
  type,
  version: 1,
  position: { x: 0, y: 0 },
  params: {},
  onError: { retries: 3, firstDelayMs: 1000, then: 'stop' },
  timeoutMs: 1000,
  skip: false,
  ...more,
});

const input = (nodes: Flow['nodes'], problems: Problem[] = [], steps: Inspection['steps'] = {}): LookInput => ({
  document: { nodes, edges: [], notes: [] } as unknown as Flow,
  inspection: { problems, steps },
  types,
});

const problem = (more: Partial<Problem>): Problem => ({
  code: 'param.invalid',
  severity: 'error',
  node: 'a',
  message: 'No table is chosen.',
  fix: '',
  ...more,
});

const lookAt = (given: LookInput) => {
  const look = lookAtSteps(given).get('a');
  if (!look) throw new Error('no step a');
  return look;
};

test('what is not filled in yet is unfinished; what is filled in wrongly is an error', () => {
  const problems = [problem({ param: 'table' })];
  expect(lookAt(input([node('a', 'save')], problems)).badge).toBe('unfinished');
  expect(lookAt(input([node('a', 'save', { params: { table: 'x y' } })], problems)).badge).toBe('error');
});

test('an error counts more than a test that went well, and a warning more than being skipped', () => {
  const tested = { a: { node: 'a', status: 'succeeded', output: { id: 7 } } } as unknown as LookInput['results'];
  expect(lookAt({ ...input([node('a', 'save')]), results: tested })).toMatchObject({
    badge: 'ok',
    peek: '7',
    peekLabel: 'tested',
  });
  expect(lookAt({ ...input([node('a', 'save')], [problem({})]), results: tested }).badge).toBe('error');
  expect(lookAt(input([node('a', 'save', { skip: true })], [problem({ severity: 'warning' })])).badge).toBe('warning');
  expect(lookAt(input([node('a', 'save', { skip: true })])).badge).toBe('skipped');
});

test('a card with several ways out has a row and a place for each', () => {
  const ports = [
    { id: 'yes', label: 'yes' },
    { id: 'no', label: 'no' },
    { id: 'failed', label: 'if it fails' },
  ];
  const view = { label: 'Check', summary: '', ports, effect: null, practice: false, sample: null };
  const look = lookAt(input([node('a', 'if')], [], { a: view }));
  expect(look.branches.map(({ id }) => id)).toEqual(['yes', 'no']);
  expect(cardHeightOf(look)).toBe(134);
  expect([portPlace(look, 'yes').y, portPlace(look, 'no').y]).toEqual([87, 113]);
  expect(portPlace(look, 'failed')).toEqual({ x: 132, y: 134 });
});

test('the name that is read aloud says number, family, title, what it does and how it stands', () => {
  const view = {
    label: 'Save',
    summary: 'To {{ trigger.body.email }}',
    ports: [],
    effect: null,
    practice: false,
    sample: null,
  };
  expect(nameStep(lookAt(input([node('a', 'save')], [problem({})], { a: view })))).toBe(
    'Step 1, Then, Save row, To Email, No table is chosen',
  );
});

test('a card that shows the same stays the same object', () => {
  const given = input([node('a', 'save'), node('b', 'save')]);
  const before = lookAtSteps(given);
  const after = keepUnchanged(before, lookAtSteps(input([node('a', 'save'), node('b', 'save', { name: 'Other' })])));
  expect([after.get('a') === before.get('a'), after.get('b') === before.get('b')]).toEqual([true, false]);
});

test.each([
  [{ body: { email: 'jane@acme.co', amount: 49, ok: true, extra: 1 } }, 'jane@acme.co · 49 · yes'],
  [{ rows: [1, 2] }, '2 items'],
  ['text', 'text'],
  [null, ''],
])('the headline of %j is %j', (value, text) => expect(headline(value)).toBe(text));
