import { expect, test } from 'vitest';
import { draftOf, readDraft, ways } from './ways.ts';

const draft = draftOf(null);

test('the recommended way needs nothing', () => {
  expect(ways[0]?.id).toBe('cloudflare-quick');
  expect(readDraft(draft, false)).toEqual({ settings: { provider: 'cloudflare-quick' }, gaps: null });
});

test('what is missing is said at its field', () => {
  const { gaps } = readDraft({ ...draft, provider: 'ssh', sshPort: null }, false);
  expect(gaps).toEqual({
    host: 'Type the name or number of the server.',
    sshPort: 'A port is a number from 1 to 65535.',
    user: 'Type the user to sign in as.',
    address: 'Type the address the internet uses.',
    secret: 'Paste it here.',
  });
  expect(readDraft({ ...draft, provider: 'own', address: 'https://a.example/path' }, false).gaps).toEqual({
    address: 'Type a web address without anything behind the name, such as https://hooks.example.com',
  });
});

test('a secret from before need not be typed again', () => {
  const typed = { ...draft, provider: 'ngrok' as const };
  expect(readDraft(typed, false).gaps).toEqual({ secret: 'Paste it here.' });
  expect(readDraft(typed, true).settings).toEqual({ provider: 'ngrok', credential: 'ngrok authtoken', domain: '' });
});

test('what was chosen is filled in again', () => {
  const ssh = {
    provider: 'ssh' as const,
    host: 'server.example.com',
    port: 2222,
    user: 'shop',
    signIn: 'key' as const,
    credential: 'SSH sign-in of my server',
    remotePort: 9000,
    address: 'https://hooks.example.com',
  };
  expect(readDraft(draftOf(ssh), true).settings).toEqual(ssh);
});
