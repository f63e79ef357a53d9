import { expect, test } from 'vitest';
import { node } from '../../nodes/send-email/send-email.ts';
import { openMailServer } from '../../testing/mail-server.ts';
import { tryPreview, tryStep } from '../../testing/try-step.ts';
import { testTls } from '../http/tls-fixture.ts';
import { createMailTransport } from './transport.ts';

/** Values as they may arrive from anywhere, placed in every field of a mail in turn. */
const hostile: unknown[] = [
  'x\r\nBcc: evil@example.org',
  'x\nBcc: evil@example.org\n\nbody',
  'x\r\n\r\n<script>',
  'x\r\n.\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<evil@example.org>\r\nDATA\r\n',
  '\u2028Bcc: evil@example.org',
  '\u0085Bcc: evil@example.org',
  '=?utf-8?Q?=0D=0ABcc:_evil@example.org?=',
  '.\r\nQUIT',
  'evil@example.org',
  'a@example.com, evil@example.org',
  '<evil@example.org>',
  'a@example.com> <evil@example.org',
  '"; filename="evil.exe',
  '../../etc/passwd',
  'olá 🌊 日本語 \u202egnp.exe',
  'x'.repeat(3000),
  `${'y'.repeat(998)} ${'z'.repeat(1200)}`,
  '\ud800 half a character',
  '\0',
  { path: '/etc/passwd' },
  { href: 'http://127.0.0.1/' },
  { raw: 'Bcc: evil@example.org' },
  ['a@example.com', { path: '/etc/passwd' }],
  [['a@example.com', 'evil@example.org\r\nX: y']],
  null,
  0,
  true,
];

const places: Record<string, unknown> = {
  to: '{{ trigger.value }}',
  'to with a name': 'Ana <{{ trigger.value }}>',
  'name in to': '{{ trigger.value }} <ana@example.com>',
  cc: '{{ trigger.value }}',
  bcc: '{{ trigger.value }}',
  replyTo: '{{ trigger.value }}',
  subject: '{{ trigger.value }}',
  'subject in a text': 'Order {{ trigger.value }}!',
  text: '{{ trigger.value }}',
  html: '<p>{{ trigger.value }}</p>',
  attachmentName: '{{ trigger.value }}',
  attachmentContent: '{{ trigger.value }}',
};

const paramsFor = (place: string, template: unknown): Record<string, unknown> => {
  const base = { connection: 'mail', to: 'ana@example.com', subject: 'Hello', text: 'Hello' };
  if (place === 'attachmentName') return { ...base, attachments: [{ name: template, content: 'x' }] };
  if (place === 'attachmentContent') return { ...base, attachments: [{ name: 'a.txt', content: template }] };
  const field = place.startsWith('to') || place === 'name in to' ? 'to' : place.split(' ')[0];
  return { ...base, [field ?? '']: template };
};

const allowedHeaders = new Set(
  'from to cc reply-to subject message-id date mime-version content-type content-transfer-encoding'.split(' '),
);

test('no value adds a header, a recipient, a command or a file, and every mail arrives as the dry run showed it', async () => {
  const { settings, mails } = await openMailServer();
  const transport = createMailTransport({ ca: testTls.cert });
  const mail = transport.forFlow({
    openConnection: () => settings,
    redact: (text) => text,
    readFile: async (name) => ({ name, content: null }),
  });
  const wrong: string[] = [];
  let sent = 0;
  let refused = 0;
  for (const [place, template] of Object.entries(places))
    for (const value of hostile) {
      const trial = { trigger: { value } as never, outside: { mail } };
      const params = paramsFor(place, template) as never;
      const told = (problem: string): number => wrong.push(`${place} ${JSON.stringify(value)}: ${problem}`);
      const shown = await tryPreview(node, params, trial).catch((thrown: { who?: string }) => thrown);
      const before = mails.length;
      if (!('did' in shown) || shown.did?.kind !== 'email') {
        refused++;
        if (!('who' in shown) || shown.who !== 'person') told('refused in the wrong way');
        const done = await tryStep(node, params, trial).catch(() => null);
        if (done !== null || mails.length !== before) told('sent although the dry run refused it');
        continue;
      }
      const { did } = shown;
      const done = await tryStep(node, params, trial);
      const received = mails.at(-1);
      if (!received || mails.length !== before + 1) {
        told('not received once');
        continue;
      }
      sent++;
      const { message } = received;
      const addressOf = (text: string): string => /<([^<>]+)>$/.exec(text)?.[1] ?? text;
      const expected = [...new Set([...did.to, ...did.cc, ...did.bcc].map(addressOf))];
      if (JSON.stringify(received.to) !== JSON.stringify(expected)) told(`went to ${received.to.join()}`);
      if (expected.length > 2 || (place.startsWith('name in') && expected.join() !== 'ana@example.com'))
        told('has a recipient nobody laid out');
      for (const { name } of message.headers) if (!allowedHeaders.has(name.toLowerCase())) told(`header ${name}`);
      const unfold = (text: string): string => text.replace(/\r\n/g, '\n').replace(/\n$/, '');
      const same = (what: string, got: string | null, meant: string): void => {
        if (unfold(got ?? '') !== unfold(meant.replace(/\r/g, ''))) told(`${what} is ${JSON.stringify(got)}`);
      };
      same('subject', message.header('subject'), did.subject);
      same('text', message.text, did.text);
      same('html', message.html, did.html);
      if (message.attachments.map(({ name }) => name).join() !== did.attachments.map(({ name }) => name).join())
        told(`attachments ${JSON.stringify(message.attachments)}`);
      if (message.longestLine > 998) told(`a line of ${message.longestLine}`);
      if (JSON.stringify(done.did) !== JSON.stringify(did)) told('the dry run showed something else');
      if (/root:.*:0:0:/.test(JSON.stringify(message))) told('a file was read');
    }
  await transport.close();
  expect(wrong).toEqual([]);
  expect(sent).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
  expect(sent + refused).toBe(Object.keys(places).length * hostile.length);
});
