import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine } from '../../testing/open-engine.ts';
import { portOf, requestText, sendRaw, statusOf } from '../../testing/raw-request.ts';

/** Texts that have broken programs before: names of JavaScript, control characters, other scripts, very long. */
const naughty = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'undefined',
  'null',
  'NaN',
  '{{ trigger.body }}',
  '{% if %}',
  '../../etc/passwd',
  "'; DROP TABLE events;--",
  '\u0000',
  '\ufeff',
  '%00',
  '%',
  '%zz',
  '\u202e',
  '1e400',
  '-1',
  'a'.repeat(5000),
];
const word = fc.oneof(fc.constantFrom(...naughty), fc.string({ unit: 'binary', maxLength: 40 }), fc.string());
const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,30}$/);
/** Names that say where a request ends are left to the tests of malformed requests. */
const framing = /^(content-length|transfer-encoding|connection|upgrade|host)$/i;

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constant('POST') },
  { weight: 2, arbitrary: fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND') },
  { weight: 1, arbitrary: token },
);
const encoded = word.map((text) => encodeURIComponent(text.toWellFormed()));
const part = fc.oneof(encoded, fc.stringMatching(/^[!-~]{0,30}$/));
const target = fc
  .tuple(
    fc.constantFrom('/hooks/open', '/hooks/open', '/hooks/signed', '/hooks/waiting', '/hooks/waiting', '/hooks/', ''),
    fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: part }),
    fc.array(fc.tuple(part, part), { maxLength: 4 }),
  )
  .map(([start, more, query]) => {
    const text = query.map(([name, value]) => `${name}=${value}`).join('&');
    return `${start}${more}${text === '' ? '' : `?${text}`}`;
  });
const headers = fc.array(
  fc.tuple(
    fc
      .oneof(
        token,
        fc.constantFrom(
          ...['content-type', 'content-encoding', 'expect', 'x-hub-signature-256', 'authorization', 'cookie'],
          ...['x-whenthen-depth', 'x-github-delivery', '__proto__', 'constructor', 'toString'],
        ),
      )
      .filter((name) => !framing.test(name)),
    fc.oneof(
      fc.constantFrom(
        'application/json',
        'text/plain',
        'application/x-www-form-urlencoded',
        'gzip',
        '100-continue',
        '7',
      ),
      fc.stringMatching(/^[ -~]{0,60}$/),
    ),
  ),
  { maxLength: 8 },
);
const body = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.json({ noUnicodeString: false }).map((text) => text.slice(0, -1)),
  fc.array(fc.tuple(word, word)).map((fields) => new URLSearchParams(fields).toString()),
  word,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constant(''),
);

test('500 requests of any shape: no 5xx but 503, and the process goes on', async () => {
  const rig = await openTestEngine();
  await rig.call('credentials.set', { name: 'secret', value: 'random-requests' });
  const signed = { verify: { kind: 'github', credential: 'secret' }, methods: ['POST', 'PUT'] };
  const by = '{{ trigger.body.id }}';
  await rig.importFlow(hookFlow({ name: 'Open', hook: { methods: ['POST', 'GET'], ignoreRepeats: { by } } }));
  await rig.importFlow(hookFlow({ name: 'Signed', hook: signed }));
  await rig.importFlow(hookFlow({ name: 'Waiting', hook: { respond: 'when-done' } }));
  const port = portOf(rig.hooksUrl);
  const statuses = new Map<number, number>();

  const sendOne = fc.asyncProperty(method, target, headers, body, async (...[verb, address, fields, content]) => {
    const bytes = Buffer.from(requestText(verb, address, fields, Buffer.from(content).toString('latin1')), 'latin1');
    const answer = await sendRaw(port, bytes);
    const status = statusOf(answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect(status === 503 || (status >= 200 && status < 500), `${status} for ${JSON.stringify(String(bytes))}`).toBe(
      true,
    );
  });
  await fc.assert(sendOne, { numRuns: 500 });

  // The requests are worth something only when they get past the door.
  expect(statuses.get(200)).toBeGreaterThan(30);
  expect(statuses.get(400)).toBeGreaterThan(30);
  expect((await rig.post('open', { id: 'last' })).status).toBe(200);
  const events = await rig.call('events.list', { limit: 1000 });
  expect(events.length).toBeGreaterThan(100);
});
