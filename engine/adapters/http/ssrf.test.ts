import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../model/fault.ts';
import type { HttpClient } from '../../model/outside.ts';
import { createHttpClient } from './client.ts';
import type { Lookup } from './connector.ts';
import { local, loopback, loopbackNames, never, neverNames, notAddresses } from './spellings.ts';
import { type Stub, startStub } from './stub-server.ts';

const names: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'localhost.localdomain': ['127.0.0.1'],
  'app.localhost': ['127.0.0.1'],
  '127.0.0.1.nip.io': ['127.0.0.1'],
  'localtest.me': ['::1'],
  'printer.lan': ['192.168.1.50'],
  nas: ['10.0.0.5'],
  'rebind.example': ['127.0.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
  metadata: ['169.254.169.254'],
  'metadata.google.internal': ['169.254.169.254'],
  'metadata.google.internal.': ['169.254.169.254'],
  'instance-data': ['169.254.169.254'],
  'linklocal.example': ['fe80::1'],
  'zero.example': ['0.0.0.0'],
  'nat64.example': ['64:ff9b::a9fe:a9fe'],
  'half-hidden.example': ['93.184.216.34', '169.254.169.254'],
};
const lookup: Lookup = async (hostname) => {
  const found = names[hostname];
  if (!found) throw Object.assign(new Error(`not in the table: ${hostname}`), { code: 'ENOTFOUND' });
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

let target: Stub;
let own: Stub;
let trusting: HttpClient;
let strict: HttpClient;
let close: () => Promise<void>;

beforeAll(async () => {
  target = await startStub((_seen, response) => response.end('reached'));
  own = await startStub((_seen, response) => response.end('reached'));
  const client = createHttpClient({ ownPorts: () => new Set([own.port]), lookup });
  close = client.close;
  const openCredential = () => {
    throw new Error('not used here');
  };
  trusting = client.forFlow({ allowsPrivate: () => true, openCredential });
  strict = client.forFlow({ allowsPrivate: () => false, openCredential });
});
afterAll(async () => {
  await close();
  await target.close();
  await own.close();
});

const codeOf = async (client: HttpClient, url: string): Promise<string> => {
  const literalHost = URL.canParse(url) ? new URL(url).hostname : 'none';
  const request = {
    method: 'GET',
    url,
    headers: [],
    literalHost,
    depth: 0,
    timeoutMs: 5000,
    signal: new AbortController().signal,
  };
  return client.send(request).then(
    ({ status }) => `reached, ${status}`,
    (thrown: Fault) => thrown.code,
  );
};

test('the tables hold at least 150 different spellings', () => {
  const all = [...loopback, ...loopbackNames, ...local, ...never, ...neverNames, ...notAddresses];
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(150);
});

describe('without permission', () => {
  test.each([...loopback, ...loopbackNames])('%s is not reached', async (host) => {
    expect(await codeOf(strict, `http://${host}:${target.port}/`)).toBe('http.private-address');
  });
  test.each(local)('%s is not reached', async (host) => {
    expect(await codeOf(strict, `http://${host}/`)).toBe('http.private-address');
    expect(await codeOf(strict, `https://${host}/`)).toBe('http.private-address');
  });
});

describe('with every permission', () => {
  test.each([...never, ...neverNames])('%s is still never reached', async (host) => {
    expect(await codeOf(trusting, `http://${host}:${target.port}/`)).toBe('http.blocked-address');
    expect(await codeOf(trusting, `https://${host}/`)).toBe('http.blocked-address');
  });
  test.each([...loopback, ...loopbackNames.filter((name) => !['printer.lan', 'nas'].includes(name))])(
    "WhenThen's own port is not reached at %s",
    async (host) => {
      expect(await codeOf(trusting, `http://${host}:${own.port}/`)).toBe('http.blocked-address');
    },
  );
  test.each(notAddresses)('%j is not an address that can be called', async (url) => {
    expect(await codeOf(trusting, url)).toBe('http.url');
  });
  test('a spelling of an allowed address does reach it', async () => {
    expect(await codeOf(trusting, `http://0x7f.1:${target.port}/`)).toBe('reached, 200');
    expect(target.connections()).toBe(1);
  });
});

test('nothing but the allowed request ever connected', () => {
  expect(target.connections()).toBe(1);
  expect(own.connections()).toBe(0);
});
