import { expect, test } from 'vitest';
import { asInput, everything, isNarrowed } from './activity-filter.ts';

test('a filter is passed on as far as it says something', () => {
  expect([asInput(everything), isNarrowed(everything)]).toEqual([{}, false]);
  expect(asInput({ ...everything, standing: 'failed', flow: 'flow_1', text: ' ana ' })).toEqual({
    statuses: ['failed'],
    flow: 'flow_1',
    text: 'ana',
  });
  expect(asInput({ ...everything, startedBy: 'retry', since: '2026-01-01T00:00:00Z' })).toEqual({
    retriesOnly: true,
    since: '2026-01-01T00:00:00Z',
  });
  expect(asInput({ ...everything, startedBy: 'webhook' })).toEqual({ kinds: ['webhook'] });
  expect(isNarrowed({ ...everything, reach: 'day' })).toBe(true);
});
