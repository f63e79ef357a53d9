import { expect, test } from 'vitest';
import { localPortOf, publicAddressSettingsSchema } from './settings.ts';

const own = (address: string) => publicAddressSettingsSchema.safeParse({ provider: 'own', address });

test.each([
  ['https://hooks.example.com', 'https://hooks.example.com'],
  ['hooks.example.com', 'https://hooks.example.com'],
  [' HTTPS://Hooks.Example.com/ ', 'https://hooks.example.com'],
  ['http://example.com:8080', 'http://example.com:8080'],
])('%s is understood', (typed, address) => {
  expect(own(typed).data).toEqual({ provider: 'own', address, port: 7768, from: 'computer' });
});

test.each([
  '',
  'https://',
  'https://a.example/path',
  'https://a.example/?x',
  'https://me:pw@a.example',
  'ftp://a.example',
  'a b',
])('%s is not', (typed) => {
  expect(own(typed).success).toBe(false);
});

test('only ways that are set up elsewhere have a port that stays', () => {
  const portOf = (settings: object) => localPortOf(publicAddressSettingsSchema.parse(settings));
  expect(portOf({ provider: 'own', address: 'a.example', port: 9000 })).toBe(9000);
  expect(portOf({ provider: 'cloudflare-named', address: 'a.example', credential: 'Token' })).toBe(7768);
  expect(portOf({ provider: 'cloudflare-quick' })).toBe(0);
  const ssh = { host: 'h', port: 2222, user: 'u', signIn: 'key', credential: 'Key', remotePort: 80, address: 'h' };
  expect(portOf({ provider: 'ssh', ...ssh })).toBe(0);
});
