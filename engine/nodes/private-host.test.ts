import { describe, expect, test } from 'vitest';
import { local, loopback } from '../adapters/http/spellings.ts';
import { grantTarget, isPrivateHost } from './private-host.ts';

const hostOf = (host: string): string => new URL(`http://${host}/`).hostname;

describe('which hosts a person must allow', () => {
  test.each([...loopback, ...local])('the address %s, as the client does', (host) => {
    expect(isPrivateHost(hostOf(host))).toBe(true);
  });
  test.each([
    'localhost',
    'LOCALHOST.',
    'app.localhost',
    'nas',
    'printer.local',
    'db.lan',
    'vault.internal',
    'tv.home.arpa',
    'x.home.arpa.',
  ])('the name %s', (host) => {
    expect(isPrivateHost(hostOf(host))).toBe(true);
  });
  test.each([
    'example.com',
    'api.example.com.',
    '8.8.8.8',
    '172.32.0.1',
    '11.0.0.1',
    '[2606:4700::1111]',
    'local.example',
    'xlocal.com',
    'internal.example.com',
    'notlocalhost.com',
  ])('not %s', (host) => {
    expect(isPrivateHost(hostOf(host))).toBe(false);
  });
});

test.each([
  ['http://127.0.0.1:3000', '127.0.0.1:3000'],
  ['http://nas', 'nas:80'],
  ['https://nas', 'nas:443'],
  ['http://[::1]:8080', '[::1]:8080'],
])('the grant for %s is %s', (origin, target) => {
  expect(grantTarget(origin)).toBe(target);
});
