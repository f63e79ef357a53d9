import { expect, onTestFinished, test } from 'vitest';
import { createChatTransport } from '../../adapters/chat/transport.ts';
import { createHttpClient } from '../../adapters/http/client.ts';
import type { ChatSettings } from '../../model/chat.ts';
import { openService } from '../../testing/echo-service.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './chat-message.ts';

/** Chat as the engine hands it to a step. */
const chatOver = (settings?: ChatSettings) => {
  const http = createHttpClient({ ownPorts: () => new Set() });
  onTestFinished(() => http.close());
  const openConnection = () => {
    if (!settings) throw new Error('no connection is used here');
    return settings;
  };
  return { chat: createChatTransport(http).forFlow({ openConnection, redact: (text) => text }) };
};
const params = { text: 'New order: {{ trigger.name }}, {{ trigger.total }} €' };
const trigger = { name: 'Ana <!channel>', total: 64.9 };

test('the service gets exactly what the dry run showed', async () => {
  const { url, requests } = await openService(() => ({ status: 200, body: { id: '77' } }));
  const trial = { trigger, outside: chatOver({ service: 'discord', url: `${url}/api/webhooks/1/secret` }) };
  const step = { ...params, connection: 'team' };
  const preview = await tryPreview(node, step, trial);
  expect(requests).toEqual([]);
  const did = {
    kind: 'chat',
    connection: 'team',
    service: 'discord',
    to: '',
    text: 'New order: Ana <!channel>, 64.9 €',
    body: '{"content":"New order: Ana \\\\<!channel>, 64.9 €","allowed_mentions":{"parse":[]}}',
    practice: false,
  };
  expect(preview.did).toEqual(did);
  const result = await tryStep(node, step, trial);
  expect(result).toEqual({ did, output: { sent: true, service: 'discord', practice: false, messageId: '77' } });
  expect(requests.map(({ body }) => body)).toEqual([did.body]);
  expect(Object.keys(preview.output as object)).toEqual(Object.keys(result.output as object));
});

test('without a connection it is kept, not sent; a dry run keeps nothing', async () => {
  const trial = { trigger, outside: chatOver() };
  const preview = await tryPreview(node, params, trial);
  expect(preview.did).toMatchObject({ practice: true, service: null, text: 'New order: Ana <!channel>, 64.9 €' });
  expect(preview).not.toHaveProperty('keep');
  const result = await tryStep(node, params, trial);
  expect(result.keep).toEqual(preview.did);
  expect(result.output).toEqual({ sent: false, service: 'practice', practice: true });
});

test('a text that turns out empty is nothing to send', async () => {
  const trial = { trigger: { note: ' ' }, outside: chatOver() };
  await expect(tryStep(node, { text: '{{ trigger.note }}' }, trial)).rejects.toMatchObject({
    code: 'chat.no-text',
    who: 'person',
  });
});

test('says what it does, what it needs and what is missing', () => {
  const parsed = node.params.parse({ connection: 'team', text: 'New order' });
  expect(node.summary(parsed)).toBe('Sends "New order" to team');
  expect(node.credentials?.(parsed)).toEqual(['team']);
  expect([node.effect(parsed), node.effect(node.params.parse({}))]).toEqual(['not-repeatable', 'repeatable']);
  expect(problemsOf(node, {})).toEqual(['text: The message has no text.']);
});
