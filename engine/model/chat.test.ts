import { expect, test } from 'vitest';
import { readChatSettings } from './chat.ts';

const isLocal = (host: string): boolean => host === '127.0.0.1' || host === 'chat.local';
const read = (value: unknown) => readChatSettings(JSON.stringify(value), isLocal);
const token = '123456789:AAE-abcdefghijklmnopqrstuvwxyz';

test.each([
  { service: 'slack', url: 'https://hooks.slack.com/services/T1/B1/abc' },
  { service: 'discord', url: 'https://discord.com/api/webhooks/1/abc' },
  { service: 'discord', url: 'https://canary.discord.com/api/webhooks/1/abc' },
  { service: 'teams', url: 'https://shop.webhook.office.com/webhookb2/abc' },
  { service: 'teams', url: 'https://prod-1.westeurope.logic.azure.com:443/workflows/abc/triggers/manual?sig=x' },
  { service: 'teams', url: 'https://x.01.environment.api.powerplatform.com:443/powerautomate/workflows/abc?sig=x' },
  { service: 'mattermost', url: 'https://chat.example.com/hooks/abc' },
  { service: 'mattermost', url: 'http://chat.local:8065/hooks/abc' },
  { service: 'slack', url: 'http://127.0.0.1:8080/hooks/abc' },
])('$service takes $url', (settings) => {
  expect(read(settings)).toEqual(settings);
});

test('a bot posts to the servers of Telegram unless another is named', () => {
  expect(read({ service: 'telegram', token, chat: '@shop' })).toMatchObject({ server: 'https://api.telegram.org' });
});

test.each([
  [{ service: 'slack', url: 'https://hooks.slack.com.evil.example/services/T1' }, 'is not an address of Slack'],
  [{ service: 'slack', url: 'https://discord.com/api/webhooks/1/abc' }, 'is not an address of Slack'],
  [{ service: 'teams', url: 'https://webhook.office.com.evil.example/abcd' }, 'is not an address of Microsoft Teams'],
  [{ service: 'teams', url: 'https://evillogic.azure.com/abcd' }, 'is not an address of Microsoft Teams'],
  [{ service: 'mattermost', url: 'http://chat.example.com/hooks/abc' }, 'https://'],
  [{ service: 'mattermost', url: 'https://ana:canary@chat.example.com/hooks/abc' }, 'password'],
  [{ service: 'mattermost', url: 'ftp://chat.local/hooks/abc' }, 'https://'],
  [{ service: 'mattermost', url: 'canary' }, 'not a web address'],
  [{ service: 'slack', url: 'https://hooks.slack.com/' }, 'not whole'],
  [{ service: 'telegram', token: 'canary', chat: '@shop' }, 'Telegram is not complete'],
  [{ service: 'telegram', token, chat: 'canary shop' }, 'Telegram is not complete'],
  [{ service: 'telegram', token, chat: '1', server: 'https://evil.example' }, 'is not an address of Telegram'],
  [{ service: 'irc', url: 'https://canary.example' }, 'not complete'],
  ['canary', 'not complete'],
])('%j is refused', (value, words) => {
  const refused = (() => {
    try {
      return read(value);
    } catch (thrown) {
      return thrown as Error & { code: string; fix: string };
    }
  })();
  expect(refused).toMatchObject({ code: 'credential.bad-value', message: expect.stringContaining(words) });
  expect(`${(refused as Error).message} ${(refused as { fix?: string }).fix}`).not.toContain('canary');
});
