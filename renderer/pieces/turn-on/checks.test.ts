import { describe, expect, test } from 'vitest';
import type { FlowReport, TestResult } from '../../client/types.ts';
import { describeChecks, judgeChecks, sayGrant, sayOn } from './checks.ts';

const report: FlowReport = {
  id: 'flow_000000000000000' as FlowReport['id'],
  name: 'Orders',
  on: false,
  edited: false,
  version: null,
  pausedReason: null,
  sentence: '',
  addresses: [],
  savedAt: '2026-03-01T09:30:00.000Z',
  problems: [],
  missingGrants: [],
  missingCredentials: [],
  practice: [],
};
const problem = {
  code: 'param.missing',
  severity: 'error',
  message: 'No table is chosen.',
  fix: 'Choose one.',
} as const;
const pass: TestResult = { name: 'a', passed: true, failures: [] };
const fail: TestResult = { name: 'b', passed: false, failures: ['Expected 1, but it is 2.'] };

describe('the gate', () => {
  test.each([
    ['everything is still asked', { report: undefined, tests: undefined }, 'checking'],
    ['tests still run', { report, tests: undefined }, 'checking'],
    ['all is well', { report, tests: [pass] }, 'ready'],
    ['there are no tests', { report, tests: null }, 'ready'],
    [
      'a warning is no reason',
      { report: { ...report, problems: [{ ...problem, severity: 'warning' }] }, tests: null },
      'ready',
    ],
    ['a step is not finished', { report: { ...report, problems: [problem] }, tests: [fail] }, 'blocked'],
    [
      'a permission is missing',
      { report: { ...report, missingGrants: [{ kind: 'database', target: '/a' }] }, tests: null },
      'blocked',
    ],
    ['a connection is missing', { report: { ...report, missingCredentials: ['x'] }, tests: [fail] }, 'blocked'],
    ['a test failed', { report, tests: [pass, fail] }, 'doubtful'],
    [
      'messages would stay in the Practice outbox',
      { report: { ...report, practice: [{ node: 'mail', what: 'E-mails' }] }, tests: null },
      'doubtful',
    ],
    [
      'it may start itself',
      { report: { ...report, problems: [{ ...problem, code: 'flow.may-loop', severity: 'warning' }] }, tests: null },
      'doubtful',
    ],
    [
      'it would start itself without end',
      { report: { ...report, problems: [{ ...problem, code: 'flow.may-loop' }] }, tests: null },
      'blocked',
    ],
  ] as const)('%s', (_name, findings, verdict) => {
    const { report: found, tests } = findings;
    expect(judgeChecks(describeChecks({ report: found as FlowReport | undefined, tests }))).toBe(verdict);
  });

  test('says what is wrong in figures', () => {
    const missing = { ...report, problems: [problem], missingCredentials: ['a', 'b'] };
    expect(describeChecks({ report: missing, tests: [pass, fail] }).map(({ title }) => title)).toEqual([
      '1 thing to finish',
      'It may touch what it needs',
      '2 connections are missing',
      'Tests wait until every step is set up',
    ]);
    expect(describeChecks({ report, tests: [pass, fail] }).at(-1)?.title).toBe('Tests: 1 of 2 passed');
  });
});

test('what stays in the Practice outbox is said once, in one sentence', () => {
  const practice = ['E-mails', 'Chat messages', 'E-mails'].map((what, at) => ({ node: `n${at}`, what }));
  expect(
    describeChecks({ report: { ...report, practice }, tests: null }).find(({ id }) => id === 'practice')?.title,
  ).toBe('E-mails and chat messages from this flow go to the Practice outbox, not to real people');
});

test('permissions are said in plain words', () => {
  expect(
    [
      sayGrant({ kind: 'database', target: '/shop.db' }),
      sayGrant({ kind: 'write-file', target: '/out/' }),
      sayGrant({ kind: 'write-file', target: '/out/a.txt' }),
    ].join(' · '),
  ).toBe('Read and change the database /shop.db · Write files in the folder /out/ · Write the file /out/a.txt');
});

test('what a flow waits for is a sentence', () => {
  expect([
    sayOn({ ...report, addresses: ['http://127.0.0.1:4747/hooks/a'] }, ['webhook']),
    sayOn(report, ['manual']),
    sayOn(report, ['app-event']),
  ]).toEqual([
    'Orders is listening at http://127.0.0.1:4747/hooks/a.',
    'Orders starts when you press Run.',
    'Orders starts when its event arrives.',
  ]);
});
