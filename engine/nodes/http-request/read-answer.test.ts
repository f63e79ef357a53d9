import { describe, expect, test } from 'vitest';
import type { Fault } from '../../model/fault.ts';
import { readAnswer } from './read-answer.ts';

const nowMs = Date.parse('2026-11-05T12:00:00Z');
const response = (status: number, text = '', headers: { [name: string]: string } = {}) => ({
  status,
  text,
  headers,
  url: 'https://shop.example/orders?token=abc',
});
const read = (answer: ReturnType<typeof response>, mayHaveActed = false) => readAnswer(answer, { mayHaveActed, nowMs });
const faultOf = (answer: ReturnType<typeof response>, mayHaveActed = false): Fault => {
  try {
    read(answer, mayHaveActed);
  } catch (thrown) {
    return thrown as Fault;
  }
  return expect.fail('it was read');
};
const json = { 'content-type': 'application/json' };

describe('the body', () => {
  test.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/json; charset=utf-8', '[1]', [1]],
    ['Application/JSON', 'null', null],
    ['application/problem+json', '{"title":"x"}', { title: 'x' }],
    ['application/vnd.api+json; v=1', '{"a":1}', { a: 1 }],
    ['text/json', '"x"', 'x'],
    ['application/json', '', null],
    ['application/json', '{"id":9007199254740993}', { id: '9007199254740993' }],
    ['text/html', '{"a":1}', '{"a":1}'],
    ['application/jsonp', '{"a":1}', '{"a":1}'],
    ['application/x-ndjson', '{"a":1}', '{"a":1}'],
    ['', '{"a":1}', '{"a":1}'],
  ])('of type %j, %s', (type, text, body) => {
    expect(read(response(200, text, { 'content-type': type }))).toEqual({
      status: 200,
      headers: { 'content-type': type },
      body,
    });
  });
  test('that is a page in place of JSON is named, with its beginning', () => {
    const fault = faultOf(response(200, `\n<!doctype html><title>Sign in</title>${'x'.repeat(100)}`, json));
    expect(fault).toMatchObject({ code: 'http.not-json', who: 'world', retryable: true });
    expect(fault.message).toContain('a web page: "<!doctype html><title>Sign in</title>xxx');
    expect(fault.message).not.toContain('x'.repeat(60));
    expect(fault.outcomeUnknown).toBeUndefined();
  });
  test('that is broken JSON after a change is not asked for again', () => {
    expect(faultOf(response(200, '{"a":', json), true)).toMatchObject({
      code: 'http.not-json',
      retryable: false,
      outcomeUnknown: true,
    });
  });
});

describe('statuses', () => {
  test.each([200, 201, 204, 299, 302, 304])('%i is an output', (status) => {
    expect(read(response(status))).toMatchObject({ status });
  });
  test.each([
    [400, 'person', false],
    [401, 'person', false],
    [403, 'person', false],
    [404, 'person', false],
    [408, 'world', true],
    [409, 'person', false],
    [410, 'person', false],
    [422, 'person', false],
    [425, 'world', true],
    [429, 'world', true],
    [500, 'world', true],
    [502, 'world', true],
    [503, 'world', true],
    [504, 'world', true],
    [599, 'world', true],
  ])('%i is for the %s to solve, tried again: %s', (status, who, retryable) => {
    expect(faultOf(response(status))).toMatchObject({ code: `http.answered-${status}`, who, retryable });
  });
  test('a refused sign-in says so', () => {
    expect(faultOf(response(401)).message).toBe('shop.example answered 401: it refused the sign-in.');
  });
  test('the words of the service are passed on, a page is not', () => {
    expect(faultOf(response(422, '{"error":"no\n such  sku"}')).message).toMatch(/It said: \{"error":"no such sku"\}$/);
    expect(faultOf(response(500, '<html>oops</html>')).message).not.toContain('oops');
  });
  test('the first 2000 characters are kept in the details, the address is not', () => {
    const fault = faultOf(response(500, 'y'.repeat(3000)));
    expect(fault.data).toEqual({ status: 500, body: 'y'.repeat(2000) });
    expect(JSON.stringify(fault)).not.toContain('token=abc');
  });
  test.each([
    [408, {}, true],
    [425, {}, undefined],
    [429, {}, undefined],
    [404, {}, undefined],
    [500, {}, true],
    [502, {}, true],
    [503, {}, true],
    [503, { 'retry-after': '5' }, undefined],
    [504, { 'retry-after': '5' }, true],
  ])('after a change, %i with %j leaves the outcome unknown: %s', (status, headers, unknown) => {
    expect(faultOf(response(status, '', headers), true).outcomeUnknown).toBe(unknown);
    expect(faultOf(response(status, '', headers)).outcomeUnknown).toBeUndefined();
  });
});

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['999999999', 86_400_000],
    ['Thu, 05 Nov 2026 12:05:00 GMT', 300_000],
    ['Thu, 05 Nov 2026 11:00:00 GMT', 0],
    ['Fri, 31 Dec 2027 23:59:59 GMT', 86_400_000],
    ['soon', undefined],
    ['', undefined],
  ])('%j is %s ms', (value, ms) => {
    expect(faultOf(response(429, '', { 'retry-after': value })).retryAfterMs).toBe(ms);
  });
});
