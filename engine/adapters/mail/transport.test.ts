import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { AddressField, MailDraft, SmtpSettings } from '../../model/mail.ts';
import { type Behaviour, openMailServer, refusal } from '../../testing/mail-server.ts';
import { testTls } from '../http/tls-fixture.ts';
import { createMailTransport, type MailTransport } from './transport.ts';

const field = (value: AddressField['value'] = ''): AddressField => ({ value, typedSeparators: null });

const draft = (more: Partial<MailDraft> = {}): MailDraft => ({
  connection: 'mail',
  to: field('Ana <ana@example.com>'),
  cc: field(),
  bcc: field(),
  replyTo: field(),
  subject: 'Hello',
  text: 'Hello Ana',
  html: '',
  attachments: [],
  ...more,
});

const openTransport = (ca: string | null = testTls.cert): MailTransport => {
  const transport = createMailTransport({ connectTimeoutMs: 2000, ...(ca !== null && { ca }) });
  onTestFinished(() => transport.close());
  return transport;
};

const send = async (
  transport: MailTransport,
  settings: SmtpSettings,
  more: Partial<MailDraft> = {},
  { timeoutMs = 5000, signal = new AbortController().signal } = {},
) => {
  const mailer = transport.forFlow({
    openConnection: () => settings,
    redact: (text) => text,
    readFile: async (name) => ({ name, content: null }),
  });
  const mail = await mailer.compose(draft(more));
  return mailer.send(mail, { idempotencyKey: 'wt-key', nowMs: Date.UTC(2026, 10, 24), timeoutMs, signal });
};

const failure = async (behaviour: Behaviour, change: Partial<SmtpSettings> = {}, ca?: string | null) => {
  const { settings, mails } = await openMailServer(behaviour);
  const fault: unknown = await send(openTransport(ca), { ...settings, ...change }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(mails).toEqual([]);
  return fault;
};

test.each(['tls', 'starttls', 'none'] as const)('sends over a connection protected by %s', async (secure) => {
  const { settings, mails } = await openMailServer({ secure });
  expect(await send(openTransport(), settings, { bcc: field('boss@example.com') })).toEqual({
    messageId: '<wt-key@example.com>',
    accepted: ['ana@example.com', 'boss@example.com'],
    rejected: [],
  });
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({
    from: 'shop@example.com',
    to: ['ana@example.com', 'boss@example.com'],
    secure: secure !== 'none',
    user: 'shop@example.com',
  });
  expect(mails[0]?.message.header('message-id')).toBe('<wt-key@example.com>');
  expect(mails[0]?.message.headers.map(({ name }) => name)).not.toContain('Bcc');
});

test('one connection carries several mails, and many at once share three', async () => {
  const { settings, mails, connections } = await openMailServer();
  const transport = openTransport();
  await send(transport, settings);
  await send(transport, settings);
  expect(connections()).toBe(1);
  await Promise.all(Array.from({ length: 12 }, () => send(transport, settings)));
  expect(mails).toHaveLength(14);
  expect(connections()).toBeLessThanOrEqual(3);
});

test('a refused recipient is named; the others get the mail', async () => {
  const { settings, mails } = await openMailServer({
    onRecipient: (address) => {
      if (address.startsWith('gone')) throw refusal(550, 'No such user');
    },
  });
  const receipt = await send(openTransport(), settings, { to: field('gone@example.com, ana@example.com') });
  expect(receipt).toMatchObject({ accepted: ['ana@example.com'], rejected: ['gone@example.com'] });
  expect(mails.map(({ to }) => to)).toEqual([['ana@example.com']]);
});

test('a wrong password is the person’s to correct, and is never repeated in the fault', async () => {
  const fault = await failure({}, { password: 'not-this-one' });
  expect(fault).toMatchObject({ code: 'mail.sign-in', who: 'person', retryable: false });
  expect(JSON.stringify(fault)).not.toContain('not-this-one');
});

test('a grey list is tried again after a while', async () => {
  const onRecipient = () => {
    throw refusal(451, '4.7.1 Greylisted, please try again');
  };
  expect(await failure({ onRecipient })).toMatchObject({
    code: 'mail.later',
    who: 'world',
    retryable: true,
    retryAfterMs: 120_000,
    message: expect.stringContaining('Greylisted'),
  });
});

test('refused by everyone, or for what it says: the person has to look', async () => {
  const onRecipient = () => {
    throw refusal(550, 'No such user here');
  };
  expect(await failure({ onRecipient })).toMatchObject({
    code: 'mail.refused-message',
    who: 'person',
    retryable: false,
  });
  const onMessage = () => {
    throw refusal(554, 'Looks like spam');
  };
  const fault = await failure({ onMessage });
  expect(fault).toMatchObject({ code: 'mail.refused-message', message: expect.stringContaining('Looks like spam') });
  expect(fault).toMatchObject({ outcomeUnknown: undefined });
});

test('a mail that is too large for the server says so', async () => {
  const { settings } = await openMailServer({ options: { size: 2000 } });
  await expect(send(openTransport(), settings, { text: 'x'.repeat(5000) })).rejects.toMatchObject({
    code: 'mail.too-large',
    who: 'person',
  });
});

test('a certificate nobody vouches for ends it before the password is sent', async () => {
  expect(await failure({ secure: 'tls' }, {}, null)).toMatchObject({ code: 'mail.certificate', who: 'person' });
  expect(await failure({ secure: 'starttls' }, {}, null)).toMatchObject({ code: 'mail.certificate', who: 'person' });
});

test('a server without STARTTLS gets no mail in the open', async () => {
  const options = { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] };
  expect(await failure({ options })).toMatchObject({ code: 'mail.tls', who: 'person' });
});

test('TLS from the start on a port that speaks plainly, and the other way round', async () => {
  expect(await failure({ secure: 'none' }, { secure: 'tls' })).toMatchObject({ code: 'mail.tls', who: 'person' });
});

test('a server that wants TLS says so', async () => {
  const options: Behaviour['options'] = {
    authOptional: true,
    onMailFrom: (_address, _session, done) => done(refusal(530, '5.7.0 Must issue a STARTTLS command first')),
  };
  const fault = await failure({ options, secure: 'none' }, { user: '', password: '' });
  expect(fault).toMatchObject({ code: 'mail.needs-tls', who: 'person' });
});

test('nobody there, and no such name', async () => {
  const { settings } = await openMailServer();
  const closed = createServer();
  await new Promise<void>((ready) => closed.listen(0, '127.0.0.1', ready));
  const address = closed.address();
  await new Promise((done) => closed.close(done));
  const port = typeof address === 'object' && address !== null ? address.port : 1;
  await expect(send(openTransport(), { ...settings, port })).rejects.toMatchObject({
    code: 'mail.refused',
    who: 'world',
    retryable: true,
  });
  await expect(send(openTransport(), { ...settings, host: 'mail.invalid' })).rejects.toMatchObject({
    code: 'mail.dns',
    retryable: true,
  });
});

/** A server that takes connections and says nothing. */
const openSilence = async (): Promise<number> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 1;
};

test('a server that says nothing is given up; nothing was sent', async () => {
  const { settings } = await openMailServer();
  const port = await openSilence();
  const fault = await send(openTransport(), { ...settings, port }, {}, { timeoutMs: 200 }).catch((thrown) => thrown);
  expect(fault).toMatchObject({
    code: 'mail.timeout',
    retryable: true,
    message: expect.stringContaining('nothing was sent'),
  });
  expect(fault).toMatchObject({ outcomeUnknown: undefined });
});

test('a server that hangs after the message: it is not known whether it was sent, and it is not sent again', async () => {
  const { settings } = await openMailServer({ onMessage: () => new Promise(() => {}) });
  await expect(send(openTransport(), settings, {}, { timeoutMs: 2500 })).rejects.toMatchObject({
    code: 'mail.timeout',
    retryable: false,
    outcomeUnknown: true,
  });
});

test('a cancelled run ends the connection', async () => {
  const stop = new AbortController();
  const { settings } = await openMailServer({
    onMessage: () => {
      stop.abort();
      return new Promise(() => {});
    },
  });
  await expect(send(openTransport(), settings, {}, { signal: stop.signal })).rejects.toMatchObject({
    code: 'mail.cancelled',
    outcomeUnknown: true,
  });
});

test('when everything ends, so does a mail under way', async () => {
  const transport = openTransport();
  const { settings } = await openMailServer({
    onMessage: () => {
      void transport.close();
      return new Promise(() => {});
    },
  });
  await expect(send(transport, settings)).rejects.toMatchObject({
    code: 'mail.connection-lost',
    retryable: false,
    outcomeUnknown: true,
  });
});

test('a kept connection that ended unnoticed is replaced, and the mail goes out once', async () => {
  const { settings, mails, connections, hangUp } = await openMailServer();
  const transport = openTransport();
  await send(transport, settings);
  hangUp();
  await send(transport, settings);
  expect([mails.length, connections()]).toEqual([2, 2]);
});

test('a connection is checked without sending anything', async () => {
  const { settings, mails } = await openMailServer();
  const transport = openTransport();
  const call = { timeoutMs: 2000, signal: new AbortController().signal, redact: (text: string) => text };
  await transport.check(settings, call);
  await expect(transport.check({ ...settings, password: 'wrong-one' }, call)).rejects.toMatchObject({
    code: 'mail.sign-in',
  });
  expect(mails).toEqual([]);
});
