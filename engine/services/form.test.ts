import { expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const flow = drawFlow(
  {
    form: {
      type: 'form',
      params: {
        path: 'table',
        title: 'Book <b>now</b>',
        intro: '"Quotes" & more',
        thanks: 'See <you>',
        fields: [
          { name: 'email', label: 'Your <email>', kind: 'email', required: true },
          { name: 'people', label: 'People', kind: 'number' },
          { name: 'size', kind: 'choice', choices: ['S', 'M"'] },
          { name: 'agree', kind: 'yes-no' },
          { name: 'note', kind: 'long-text' },
        ],
      },
    },
    stop: { type: 'stop', params: { as: 'done' } },
  },
  ['form > stop'],
);

const open = async (on = true) => {
  const clock = createFakeClock();
  const app = await openTestEngine({ clock });
  await app.importFlow(flow, { on });
  const show = async () => {
    const response = await fetch(`${app.hooksUrl}/hooks/table`);
    const html = await response.text();
    return { response, html, token: /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '' };
  };
  const send = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.hooksUrl}/hooks/table`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
    return { status: response.status, html: await response.text() };
  };
  return { app, clock, show, send };
};

const events = (app: TestEngine) => app.call('events.list', { limit: 10 });

test('shows a page without scripts, everything escaped', async () => {
  const { show } = await open();
  const { response, html } = await show();
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(html).toContain('Book &lt;b&gt;now&lt;/b&gt;');
  expect(html).toContain('&quot;Quotes&quot; &amp; more');
  expect(html).toContain('Your &lt;email&gt;');
  expect(html).toContain('value="M&quot;"');
  expect(html).not.toMatch(/<script|<b>|\son\w+=/);
});

test('what is sent starts a run, once, and is thanked for', async () => {
  const { app, clock, show, send } = await open();
  const { token } = await show();
  clock.advance(3000);
  const fields = {
    _token: token,
    email: ' ana@example.com ',
    people: '4',
    size: 'M"',
    agree: 'yes',
    note: 'a\r\nb',
    extra: 'x',
  };
  const first = await send(fields);
  expect([first.status, first.html]).toEqual([200, expect.stringContaining('See &lt;you&gt;')]);
  const run = await app.waitForRun('succeeded');
  expect(run.payload).toEqual({
    id: expect.any(String),
    email: 'ana@example.com',
    people: 4,
    size: 'M"',
    agree: true,
    note: 'a\nb',
  });
  expect((await send(fields)).status).toBe(200);
  expect((await events(app)).map(({ verdict }) => verdict).sort()).toEqual(['repeat', 'started']);
});

test('mistakes are shown at their fields, and what was typed stays', async () => {
  const { app, clock, show, send } = await open();
  const { token } = await show();
  clock.advance(3000);
  const { status, html } = await send({
    _token: token,
    email: 'nope',
    people: 'four',
    size: 'XL',
    note: '</textarea><script>',
  });
  expect(status).toBe(422);
  for (const words of ['Please write an email address', 'Please write a number', 'Please choose one of these'])
    expect(html).toContain(words);
  expect(html).toContain('value="nope"');
  expect(html).not.toContain('<script>');
  expect(await events(app)).toEqual([]);
});

test.each([
  ['without a token', 3000, (): string => ''],
  ['with a token of another', 3000, (): string => '1.a.b'],
  ['at once', 0, (token: string): string => token],
  ['after days', 3 * 86_400_000, (token: string): string => token],
])('sent %s it is asked for once more, and then taken', async (_, waitMs, change) => {
  const { app, clock, show, send } = await open();
  const { token } = await show();
  clock.advance(waitMs);
  const first = await send({ _token: change(token), email: 'ana@example.com' });
  expect([first.status, await events(app)]).toEqual([422, []]);
  clock.advance(3000);
  const next = /name="_token" value="([^"]+)"/.exec(first.html)?.[1] ?? '';
  expect((await send({ _token: next, email: 'ana@example.com' })).status).toBe(200);
});

test('a program that fills in everything is thanked, kept, and starts nothing', async () => {
  const { app, clock, show, send } = await open();
  const { token } = await show();
  clock.advance(3000);
  expect((await send({ _token: token, email: 'a@b.co', _website: 'http://spam' })).status).toBe(200);
  expect(await events(app)).toMatchObject([{ verdict: 'filtered' }]);
});

test('other methods, kinds and sizes are refused; a form that is off is not there', async () => {
  const { app, send } = await open();
  expect((await fetch(`${app.hooksUrl}/hooks/table`, { method: 'PUT' })).status).toBe(405);
  expect((await fetch(`${app.hooksUrl}/hooks/table`, { method: 'HEAD' })).status).toBe(200);
  expect((await send({}, { 'content-type': 'application/json' })).status).toBe(415);
  expect((await send({ note: 'x'.repeat(300_000) })).status).toBe(413);
  const off = await open(false);
  expect((await off.show()).response.status).toBe(404);
  expect((await off.send({ email: 'a@b.co' })).status).toBe(404);
  expect(await events(off.app)).toMatchObject([{ verdict: 'flow-off' }]);
});

test('a form without an address gets one nobody can guess', async () => {
  const app = await openTestEngine();
  const { addresses } = await app.importFlow(
    drawFlow({ form: { type: 'form', params: { title: 'x', fields: [{ name: 'a' }] } } }, [], { name: 'Random' }),
    { on: false },
  );
  expect(addresses[0]).toMatch(/\/hooks\/[0-9a-f]{24}$/);
});
