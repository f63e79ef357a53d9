import { expect, test } from 'vitest';
import { compileFlow } from '../../../engine/compile/compile.ts';
import { drawFlow } from '../../../engine/testing/flow-builder.ts';
import { openTestEngine } from '../../../engine/testing/open-engine.ts';
import type { Flow } from '../../client/types.ts';
import { answersOf, changesEachTime, freeTestName, suggestExpectations } from './expectations.ts';

test.each([
  ['sent', '2026-07-09T12:00:00Z', true],
  ['id', 'evt_0b7k2m9qx4t', true],
  ['key', '1f0e2c4a-0000-4000-8000-000000000000', true],
  ['created', 1783598400, true],
  ['total', 64.9, false],
  ['name', 'Ana', false],
])('%s = %s changes each time: %s', (name, value, changes) => {
  expect(changesEachTime(name, value)).toBe(changes);
});

test('names of tests are free', () => {
  expect([freeTestName('A', []), freeTestName('A', ['A', 'A 2'])]).toEqual(['A', 'A 3']);
});

test('what is offered after a test is met by the same flow, and not by another one', async () => {
  const document = drawFlow(
    {
      go: { type: 'manual' },
      make: {
        type: 'map',
        params: {
          fields: [
            { name: 'hello', value: 'Hello {{ trigger.name }}' },
            { name: 'at', value: '{{ now }}' },
          ],
        },
      },
      keep: { type: 'write-file', params: { path: 'a.txt', mode: 'create', content: 'x' } },
    },
    ['go > make > keep'],
    { samples: [{ id: 's', name: 'Ana', node: 'go', payload: { name: 'Ana' } }] },
  ) as never as Flow;
  const engine = await openTestEngine();
  const run = await engine.call('runs.dry', {
    subject: { document },
    trigger: 'go' as never,
    payload: { name: 'Ana' },
    allow: 'all',
  });
  const suggestions = suggestExpectations(document, new Set(['go']), run, (id) => id.toUpperCase());
  expect(
    suggestions.filter(({ isOn }) => isOn).map(({ step, label, expectation }) => `${step} ${label} ${expectation.op}`),
  ).toEqual([
    ' Runs to the end status',
    'MAKE Runs ran',
    'Map fields hello equals',
    'Map fields at exists',
    'KEEP Would be done ran',
  ]);
  const tests = [
    {
      name: 'T',
      sample: 's',
      pinned: answersOf(run, {}),
      expect: suggestions.flatMap(({ isOn, expectation }) => (isOn ? expectation : [])),
    },
  ];
  expect(compileFlow({ ...document, tests }, new Map()).flow).toBeDefined();
  expect(await engine.call('flows.test', { subject: { document: { ...document, tests } } })).toMatchObject([
    { passed: true },
  ]);
  const broken = JSON.parse(JSON.stringify({ ...document, tests }).replace('Hello {{', 'Bye {{'));
  const [result] = await engine.call('flows.test', { subject: { document: broken } });
  expect(result).toEqual({
    name: 'T',
    passed: false,
    failures: ['Map fields: hello was "Bye Ana", expected "Hello Ana".'],
  });
});
