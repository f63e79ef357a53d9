import { describe, expect, test } from 'vitest';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './respond.ts';

const json = { name: 'content-type', value: 'application/json; charset=utf-8' };

describe('answering', () => {
  test('says that the delivery was received, unless told otherwise', async () => {
    expect(await tryStep(node, {})).toEqual({
      answer: { status: 200, headers: [json], body: { received: true } },
      did: { kind: 'answer', status: 200, headers: [json], body: '{"received":true}' },
      output: { status: 200 },
    });
  });

  test('status, headers and body may come from data', async () => {
    const params = {
      status: '{{ trigger.status }}',
      headers: [{ name: 'X-Order', value: '{{ trigger.id }}' }],
      body: { id: '{{ trigger.id }}' },
    };
    expect((await tryStep(node, params, { trigger: { status: '201', id: 7 } })).answer).toEqual({
      status: 201,
      headers: [{ name: 'X-Order', value: '7' }, json],
      body: { id: 7 },
    });
  });

  test('a text is sent as text', async () => {
    const { answer, did } = await tryStep(node, { body: 'Thanks, {{ trigger.name }}' }, { trigger: { name: 'Ana' } });
    expect(answer).toMatchObject({ body: 'Thanks, Ana', headers: [{ value: 'text/plain; charset=utf-8' }] });
    expect(did).toMatchObject({ body: 'Thanks, Ana' });
  });

  test('a content type of its own is kept', async () => {
    const headers = [{ name: 'Content-Type', value: 'text/csv' }];
    expect((await tryStep(node, { headers, body: 'a,b' })).answer?.headers).toEqual(headers);
  });

  test.each([204, 205, 304])('an answer %i has no body', async (status) => {
    expect((await tryStep(node, { status })).answer).toEqual({ status, headers: [], body: '' });
  });
});

describe('headers that are refused', () => {
  test.each(['Set-Cookie', 'transfer-encoding', 'Connection', 'Content-Length', 'a b', 'x:', ''])(
    '%j as a name',
    (name) => {
      expect(problemsOf(node, { headers: [{ name, value: 'x' }] })).toHaveLength(1);
    },
  );

  test.each(['a\r\nSet-Cookie: b', 'a\nb', 'a\u0000b', 'a€b'])('%j as a typed value', (value) => {
    expect(problemsOf(node, { headers: [{ name: 'x-note', value }] })).toHaveLength(1);
  });

  test.each(['a\r\nSet-Cookie: b', 'a€b'])('%j as a value from data', async (value) => {
    const params = { headers: [{ name: 'x-note', value: '{{ trigger.value }}' }] };
    await expect(tryStep(node, params, { trigger: { value } })).rejects.toMatchObject({ code: 'respond.bad-header' });
  });
});

test.each([199, 600, 200.5, 'ok'])('%j is not a status', (status) => {
  expect(problemsOf(node, { status })).toHaveLength(1);
});
