import { describe, expect, test } from 'vitest';
import type { FaultData } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { filledBefore, lastWorked, sameBefore, sinceVersion } from './evidence.ts';
import { fieldWords, readWritten } from './field-words.ts';
import { explain } from './rules.ts';

const fault = (code: string, message = 'It did not work.', rest: Partial<FaultData> = {}): FaultData => ({
  code,
  who: 'person',
  message,
  retryable: false,
  ...rest,
});
const stopped = { place: 'Step 4, Welcome e-mail,', node: 'mail', tries: 1, field: null, host: null };

describe('explain', () => {
  test('an empty field is named, and the first way out is to say what happens when it is empty', () => {
    const found = explain({ ...stopped, error: fault('template.missing-value'), field: 'Customer e-mail' });
    expect(found).toMatchObject({
      title: 'Step 4, Welcome e-mail, had no value for “Customer e-mail”.',
      body: '“Customer e-mail” was empty this time, and the step cannot do without it.',
    });
    expect(found.fixes.map((fix) => fix.do)).toEqual(['open-step', 'edit-data', 'set-aside']);
  });

  test.each([
    ['map.wrong-type', 'Step 4, Welcome e-mail, got a value it cannot use.', ['open-step', 'edit-data', 'set-aside']],
    ['http.answered-401', 'api.example.com did not accept the sign-in.', ['open-connections', 'open-step', 'retry']],
    ['http.answered-429', 'api.example.com asked to slow down.', ['retry', 'set-aside']],
    ['http.answered-503', 'api.example.com has a problem of its own.', ['retry', 'set-aside']],
    ['http.answered-422', 'api.example.com did not take the request.', ['open-step', 'edit-data', 'retry']],
    ['http.refused', 'Could not reach api.example.com.', ['retry', 'set-aside']],
    ['database.busy', 'Step 4, Welcome e-mail, found the database in use.', ['retry', 'set-aside']],
    [
      'database.missing-file',
      'Step 4, Welcome e-mail, did not find its database.',
      ['open-step', 'retry', 'edit-data'],
    ],
    ['grant.missing', 'Step 4, Welcome e-mail, is not allowed to do this yet.', ['open-step', 'retry']],
    [
      'credential.missing',
      'Step 4, Welcome e-mail, cannot use its connection.',
      ['open-connections', 'open-step', 'retry'],
    ],
    ['flow.stopped', 'The flow stopped itself, as it was set to.', ['open-step', 'edit-data', 'set-aside']],
    ['internal.unexpected', 'WhenThen made a mistake (not you).', ['retry', 'set-aside']],
    ['something.new', 'Step 4, Welcome e-mail, could not do its work.', ['open-step', 'retry', 'set-aside']],
  ])('%s', (code, title, ways) => {
    const found = explain({ ...stopped, host: 'api.example.com', error: fault(code) });
    expect([found.title, found.fixes.map((fix) => fix.do)]).toEqual([title, ways]);
  });

  test('what a service said is quoted, not explained', () => {
    const error = fault('http.answered-422', 'It refused.', {
      data: { status: 422, body: '{"error":"no such list"}' },
    });
    expect(explain({ ...stopped, error })).toMatchObject({ body: '{"error":"no such list"}', isQuoted: true });
    const page = fault('http.answered-404', 'Nothing there.', { data: { status: 404, body: '<html>' } });
    expect(explain({ ...stopped, error: page }).body).toBe('Nothing there.');
  });

  test('without a step there is none to open', () => {
    const found = explain({ ...stopped, node: null, place: 'The flow', error: fault('something.new') });
    expect([found.title, found.fixes.map((fix) => fix.do)]).toEqual([
      'The flow could not do its work.',
      ['retry', 'set-aside'],
    ]);
  });
});

describe('evidence', () => {
  const payloads = (...mails: JsonValue[]): JsonValue[] => mails.map((email) => ({ body: { email } }));

  test('how often a field was filled', () => {
    const path = ['body', 'email'];
    expect(filledBefore(path, payloads('a', 'b', '', null))).toBe('It was filled in 2 of your last 4 runs.');
    expect(filledBefore(path, payloads('a', 'b', 'c'))).toBe('It was filled in all of your last 3 runs.');
    expect(filledBefore(path, payloads('', null, ''))).toBe('It was empty in all of your last 3 runs too.');
    expect(filledBefore(path, payloads('a', 'b'))).toBeNull();
  });

  test('a change of the flow, the same error, the last success', () => {
    const good = { status: 'succeeded', version: 6, error: null, finishedAtMs: 5 } as const;
    const bad = { status: 'failed', version: 7, error: fault('a.b'), finishedAtMs: 9 } as const;
    expect(sinceVersion(7, [bad, good])).toBe('It worked with version 6. Since version 7 it has not.');
    expect(sinceVersion(6, [bad, good])).toBeNull();
    expect(sameBefore('a.b', [bad, bad, good])).toBe('The same happened in 2 of your last 3 runs.');
    expect(sameBefore('c.d', [bad, bad, good])).toBeNull();
    expect(lastWorked([bad, good], (ms) => `day ${ms}`)).toBe('It last worked on day 5.');
    expect(lastWorked([bad], String)).toBeNull();
  });
});

test.each([
  ['trigger.body.customer.email', 'Customer e-mail'],
  ['trigger.body.data.object.receipt_email', 'Receipt e-mail'],
  ['trigger.body.id', 'Id'],
  ['trigger.body.items[0]["unitPrice"]', 'Unit price'],
])('%s is called %s', (path, expected) => {
  expect(fieldWords(readWritten(path))).toBe(expected);
});
