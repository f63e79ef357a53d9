import { expect, test } from 'vitest';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './route.ts';

const params = {
  value: '{{ trigger.type }}',
  cases: [
    { port: 'paid', equals: 'invoice.paid' },
    { port: 'gone', equals: 'customer.deleted' },
    { port: 'third', equals: '3' },
  ],
};

const portFor = async (type: string | number | boolean | null) =>
  (await tryStep(node, params, { trigger: { type } })).port;

test('leaves by the case that equals the value, as text', async () => {
  expect([await portFor('invoice.paid'), await portFor('customer.deleted'), await portFor(3)]).toEqual([
    'paid',
    'gone',
    'third',
  ]);
});

test('everything else leaves by otherwise', async () => {
  expect([await portFor('Invoice.Paid'), await portFor(''), await portFor(null), await portFor(true)]).toEqual(
    Array(4).fill('otherwise'),
  );
});

test('hands on the value and the port', async () => {
  expect((await tryStep(node, params, { trigger: { type: 3 } })).output).toEqual({ value: 3, port: 'third' });
});

test('a record cannot be compared as text', async () => {
  await expect(tryStep(node, params, { trigger: { type: { a: 1 } } })).rejects.toMatchObject({
    code: 'route.not-a-text',
  });
});

test('has one port per case and otherwise', () => {
  expect(node.ports(node.params.parse({ ...params, value: 'x' })).map(({ id }) => id)).toEqual([
    'paid',
    'gone',
    'third',
    'otherwise',
  ]);
});

test.each([
  [
    [
      { port: 'a', equals: '1' },
      { port: 'a', equals: '2' },
    ],
    'cases.1.port: Two branches are called "a".',
  ],
  [[{ port: 'otherwise', equals: '1' }], 'cases.0.port: A branch cannot be called "otherwise"'],
  [[{ port: 'failed', equals: '1' }], 'cases.0.port: A branch cannot be called "failed"'],
  [
    [
      { port: 'a', equals: '1' },
      { port: 'b', equals: '1' },
    ],
    'cases.1.equals: "1" is already taken by an earlier branch',
  ],
  [[{ port: 'a b', equals: '1' }], 'cases.0.port: '],
])('%j is a problem', (cases, problem) => {
  expect(problemsOf(node, { value: 'x', cases })).toEqual([expect.stringContaining(problem)]);
});

test('nothing to look at is a problem', () => {
  expect(problemsOf(node, {})).toEqual(['value: There is nothing to look at yet.']);
});
