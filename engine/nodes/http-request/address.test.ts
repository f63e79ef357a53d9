import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../compile/template/parse.ts';
import type { Fault } from '../../model/fault.ts';
import { hasPlaceholder } from '../../model/template.ts';
import { scopeOf } from '../define.ts';
import { checkAddress, planAddress, resolveAddress } from './address.ts';

const typed = (source: string) => (hasPlaceholder(source) ? parseTemplate(source) : source);

/** The address called when the placeholders are filled from `trigger`, or the code of the fault. */
const called = (source: string, trigger: { [key: string]: string } = {}): string => {
  const url = typed(source);
  const plan = planAddress(url);
  if (!plan) throw new Error(`not callable: ${source}`);
  const filled = typeof url === 'string' ? url : String(url.evaluate(scopeOf(trigger)));
  try {
    return resolveAddress(filled, plan).href;
  } catch (thrown) {
    return (thrown as Fault).code;
  }
};

describe('the address as typed', () => {
  test.each([
    ['https://example.com', 'https://example.com'],
    ['HTTP://Example.COM:80/x', 'http://example.com'],
    ['https://example.com:8443/a?b=c', 'https://example.com:8443'],
    ['http://127.0.0.1:3000/{{ trigger.id }}', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000/{{ trigger.id }}', 'http://[::1]:3000'],
    ['https://example.com?q={{ trigger.q }}', 'https://example.com'],
    ['  https://example.com/{{ trigger.id | default: "}}?" }}/x ', 'https://example.com'],
  ])('%s leads to %s', (source, origin) => {
    expect(checkAddress(typed(source))).toEqual([]);
    expect(planAddress(typed(source))?.origin).toBe(origin);
  });
  test.each([
    '',
    'example.com/x',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https:///x',
    'https://exa mple.com/',
    '{{ trigger.url }}',
    'https://{{ trigger.host }}/x',
    'https://example.com{{ trigger.rest }}',
    'https://{{ trigger.name }}.example.com/x',
    'https://example.com:{{ trigger.port }}/x',
    'https://user:{{ trigger.password }}@example.com/',
    '{{ trigger.scheme }}://example.com/',
    'http{{ trigger.s }}://example.com/',
    'https://example.com\\{{ trigger.rest }}/x',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'https://example.com/a/../b',
    'https://example.com/a/%2e%2E/b',
    'https://example.com/a\\b',
  ])('%j cannot be called', (source) => {
    expect(checkAddress(typed(source))).toEqual([expect.objectContaining({ param: 'url' })]);
    expect(planAddress(typed(source))).toBeNull();
  });
});

describe('values in the path', () => {
  const orders = 'https://example.com/orders/{{ trigger.id }}/lines';
  test.each([
    ['17', 'https://example.com/orders/17/lines'],
    ['a b', 'https://example.com/orders/a%20b/lines'],
    ['ç😀', 'https://example.com/orders/%C3%A7%F0%9F%98%80/lines'],
    ['AT&T', 'https://example.com/orders/AT&T/lines'],
    ['octo/repo', 'https://example.com/orders/octo/repo/lines'],
    ['..a', 'https://example.com/orders/..a/lines'],
    ['1.5', 'https://example.com/orders/1.5/lines'],
    ['@evil.example', 'https://example.com/orders/@evil.example/lines'],
    ['http://evil.example', 'http.url'],
    ['', 'http.url'],
    ['/', 'http.url'],
    ['17/', 'http.url'],
    ['17?all=yes', 'http.url'],
    ['17#', 'http.url'],
    ['..', 'http.url'],
    ['../../admin', 'http.url'],
    ['17/..', 'http.url'],
    ['%2e%2e', 'http.url'],
    ['.%2E', 'http.url'],
    ['..%2fadmin', 'http.url'],
    ['..;x=1', 'http.url'],
    ['..\\admin', 'http.url'],
    ['a\\b', 'http.url'],
    ['a\nb', 'http.url'],
    ['a\tb', 'http.url'],
    ['a\0b', 'http.url'],
    ['a\r\nHost: evil.example', 'http.url'],
  ])('%j gives %s', (id, expected) => {
    expect(called(orders, { id })).toBe(expected);
  });
  test('an encoded value may hold anything', () => {
    expect(called('https://example.com/{{ trigger.id | url_encode }}', { id: '1?a=b&c#d/é' })).toBe(
      'https://example.com/1%3Fa%3Db%26c%23d%2F%C3%A9',
    );
  });
  test('a trailing slash that was typed stays', () => {
    expect(called('https://example.com//a/{{ trigger.id }}/', { id: '7' })).toBe('https://example.com//a/7/');
    expect(called('https://example.com//a/{{ trigger.id }}/', { id: '' })).toBe('http.url');
  });
});

describe('values in the query', () => {
  const search = 'https://example.com/s?q={{ trigger.q }}&page=1#top';
  test.each([
    ['red shoes', 'https://example.com/s?q=red%20shoes&page=1'],
    ['a=b', 'https://example.com/s?q=a=b&page=1'],
    ['why?', 'https://example.com/s?q=why?&page=1'],
    ['', 'https://example.com/s?q=&page=1'],
    ['a/../b', 'https://example.com/s?q=a/../b&page=1'],
    ['x&admin=1', 'http.url'],
    ['x#', 'http.url'],
  ])('%j gives %s', (q, expected) => {
    expect(called(search, { q })).toBe(expected);
  });
});

test('an address that no longer leads to the typed origin is refused', () => {
  const plan = { origin: 'https://example.com', shape: '' };
  expect(resolveAddress('https://example.com/a', plan).href).toBe('https://example.com/a');
  for (const other of ['https://example.com.evil.example/a', 'http://example.com/a', 'https://example.com:8443/a', 'a'])
    expect(() => resolveAddress(other, plan)).toThrow('no longer leads to https://example.com');
});
