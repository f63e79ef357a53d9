import { expect, test } from 'vitest';
import { node } from './flow-failed.ts';

test.each([
  [{}, null, 'Starts when a run of any other flow fails'],
  [{ flows: 'all' }, null, 'Starts when a run of any other flow fails'],
  [{ flows: ['Orders', 'Invoices'] }, ['Orders', 'Invoices'], 'Starts when a run of "Orders" or "Invoices" fails'],
])('%j', (given, flows, sentence) => {
  const params = node.params.parse(given);
  expect(node.kind === 'trigger' && node.listen(params as never)).toEqual({ kind: 'flow-failed', flows });
  expect(node.summary(params)).toBe(sentence);
});
