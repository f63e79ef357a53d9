import { expect, onTestFinished, test } from 'vitest';
import { testTls } from '../../adapters/http/tls-fixture.ts';
import { createMailTransport } from '../../adapters/mail/transport.ts';
import { openMailServer } from '../../testing/mail-server.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './send-email.ts';

const transport = () => {
  const made = createMailTransport({ ca: testTls.cert });
  onTestFinished(() => made.close());
  return made;
};

/** Mail as the engine hands it to a step, with one file that may be read and one that may not. */
const mailOver = (settings?: Awaited<ReturnType<typeof openMailServer>>['settings']) => ({
  mail: transport().forFlow({
    openConnection: () => {
      if (!settings) throw new Error('no connection is used here');
      return settings;
    },
    redact: (text) => text,
    readFile: async (path) => ({
      name: path.split('/').at(-1) ?? '',
      content: path.startsWith('/allowed/') ? new TextEncoder().encode('a,b\r\n1,2\r\n') : null,
    }),
  }),
});

const params = {
  to: '{{ trigger.name }} <{{ trigger.email }}>',
  cc: ['boss@example.com', '{{ trigger.others }}'],
  replyTo: 'help@example.com',
  subject: 'Thanks {{ trigger.name }}!',
  text: 'Olá {{ trigger.name }},\n\nthank you.\n',
  html: '<p>Olá {{ trigger.name | escape }}</p>',
  attachments: [{ name: 'order {{ trigger.id }}.txt', content: 'Order {{ trigger.id }}' }, { file: '/allowed/t.csv' }],
};
const trigger = { id: 7, name: 'Ana ✿ Duarte', email: 'ana@example.com', others: ['rui@example.com', null] };

test('the server gets exactly what the dry run showed', async () => {
  const { settings, mails } = await openMailServer();
  const trial = { trigger, outside: mailOver(settings), nowMs: Date.UTC(2026, 10, 24, 9, 30) };
  const preview = await tryPreview(node, { ...params, connection: 'mail' }, trial);
  expect(mails).toEqual([]);
  const did = {
    kind: 'email',
    from: 'Demo shop <shop@example.com>',
    to: ['Ana ✿ Duarte <ana@example.com>'],
    cc: ['boss@example.com', 'rui@example.com'],
    bcc: [],
    replyTo: 'help@example.com',
    subject: 'Thanks Ana ✿ Duarte!',
    text: 'Olá Ana ✿ Duarte,\n\nthank you.\n',
    html: '<p>Olá Ana ✿ Duarte</p>',
    attachments: [
      { name: 'order 7.txt', bytes: 7 },
      { name: 't.csv', bytes: 10 },
    ],
    practice: false,
  };
  expect(preview.did).toEqual(did);
  const result = await tryStep(node, { ...params, connection: 'mail' }, trial);
  expect(result).toEqual({
    did,
    output: {
      messageId: '<key@example.com>',
      accepted: ['ana@example.com', 'boss@example.com', 'rui@example.com'],
      rejected: [],
      practice: false,
    },
  });
  expect(preview.output).toEqual(result.output);

  const [mail] = mails;
  expect(mail?.to).toEqual(['ana@example.com', 'boss@example.com', 'rui@example.com']);
  const message = mail?.message;
  expect(message?.header('from')).toBe(did.from);
  expect(message?.header('to')).toBe(did.to.join(', '));
  expect(message?.header('cc')).toBe(did.cc.join(', '));
  expect(message?.header('reply-to')).toBe(did.replyTo);
  expect(message?.header('subject')).toBe(did.subject);
  expect(message?.header('date')).toBe('Tue, 24 Nov 2026 09:30:00 +0000');
  expect(message?.text?.replaceAll('\r\n', '\n')).toBe(did.text);
  expect(message?.html).toBe(did.html);
  expect(message?.attachments).toEqual([
    { name: 'order 7.txt', content: 'Order 7' },
    { name: 't.csv', content: 'a,b\r\n1,2\r\n' },
  ]);
});

test('without formatted text only the text is sent', async () => {
  const { settings, mails } = await openMailServer();
  await tryStep(
    node,
    { connection: 'mail', to: 'ana@example.com', subject: 'x', text: 'y' },
    { outside: mailOver(settings) },
  );
  expect(mails[0]?.message).toMatchObject({ text: expect.stringMatching(/^y\s*$/), html: null, attachments: [] });
});

test('without a connection it is kept, not sent; a dry run keeps nothing', async () => {
  const trial = { trigger, outside: mailOver() };
  const preview = await tryPreview(node, params, trial);
  expect(preview.did).toMatchObject({ practice: true, from: 'Practice outbox <practice@example.com>' });
  expect(preview).not.toHaveProperty('keep');
  const result = await tryStep(node, params, trial);
  expect(result.keep).toEqual(preview.did);
  expect(result.output).toMatchObject({ messageId: '<key@example.com>', practice: true });
});

test.each([[null], [''], [[]], [[null, '']], [' ']])('%j is no address to send to', async (email) => {
  const outside = mailOver();
  await expect(
    tryStep(node, { to: '{{ trigger.email }}', text: 'x' }, { trigger: { email }, outside }),
  ).rejects.toMatchObject({
    code: 'mail.no-address',
    who: 'person',
    retryable: false,
    message: 'This e-mail had no address to send to: {{ trigger.email }} was empty this time.',
    data: { field: 'To' },
  });
});

test('a name without an address is nobody to send to', async () => {
  const trial = { trigger: { name: 'Ana', email: '' }, outside: mailOver() };
  await expect(tryStep(node, { to: '{{ trigger.name }} <{{ trigger.email }}>' }, trial)).rejects.toMatchObject({
    code: 'mail.no-address',
  });
});

test('a file that was not allowed is shown without its size, and not sent', async () => {
  const { settings, mails } = await openMailServer();
  const trial = { outside: mailOver(settings) };
  const step = { connection: 'mail', to: 'ana@example.com', attachments: [{ file: '/other/b.csv' }] };
  expect((await tryPreview(node, step, trial)).did).toMatchObject({ attachments: [{ name: 'b.csv', bytes: null }] });
  await expect(tryStep(node, step, trial)).rejects.toMatchObject({ code: 'grant.missing' });
  expect(mails).toEqual([]);
});

test('more than fifty people, or more than 18 MB, is too much', async () => {
  const outside = mailOver();
  const list = Array.from({ length: 51 }, (_, index) => `a${index}@example.com`);
  await expect(tryStep(node, { to: '{{ trigger.list }}' }, { trigger: { list }, outside })).rejects.toMatchObject({
    code: 'mail.too-many',
  });
  const big = 'x'.repeat(19 * 1024 * 1024);
  await expect(tryStep(node, { to: 'a@example.com', text: big }, { outside })).rejects.toMatchObject({
    code: 'mail.too-large',
  });
});

test('says what it does, what it needs and what is missing', () => {
  const parsed = node.params.parse({
    connection: 'shop mail',
    to: 'ana@example.com',
    subject: 'Thanks',
    attachments: [{ file: '/out/a.pdf' }],
  });
  expect(node.summary(parsed)).toBe('Sends "Thanks" to "ana@example.com"');
  expect(node.grants?.(parsed)).toEqual([{ kind: 'read-file', target: '/out/a.pdf' }]);
  expect(node.credentials?.(parsed)).toEqual(['shop mail']);
  expect([node.effect(parsed), node.effect(node.params.parse({}))]).toEqual(['not-repeatable', 'repeatable']);
  expect(problemsOf(node, {})).toEqual(['to: Nobody is named to send to.']);
  expect(problemsOf(node, { to: 'ana' })).toEqual(['to: "ana" is not an e-mail address.']);
  expect(problemsOf(node, { to: 'a@example.com', attachments: [{ content: 'x' }] })).toEqual([
    'attachments.0.name: This attachment has no name.',
  ]);
});
