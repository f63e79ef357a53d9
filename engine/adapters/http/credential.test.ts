import { describe, expect, test } from 'vitest';
import type { OpenCredential } from '../../model/credential.ts';
import type { Fault } from '../../model/fault.ts';
import { credentialHeader } from './credential.ts';

const credential = (parts: Partial<OpenCredential>): OpenCredential => ({
  name: 'Shop',
  kind: 'bearer',
  hosts: [],
  value: 'abc123',
  ...parts,
});
const attach = (parts: Partial<OpenCredential>, url = 'https://api.example.com/', literal = true) =>
  credentialHeader(credential(parts), new URL(url), literal);
const faultOf = (attempt: () => unknown): Fault => {
  try {
    attempt();
  } catch (thrown) {
    return thrown as Fault;
  }
  return expect.fail('it was attached');
};

describe('how each kind is sent', () => {
  test.each([
    [{ kind: 'bearer', value: ' abc123\n' }, 'Authorization', 'Bearer abc123'],
    [{ kind: 'basic', value: 'Aladdin:open sesame' }, 'Authorization', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    [
      { kind: 'basic', value: 'ana:pässword:x' },
      'Authorization',
      `Basic ${Buffer.from('ana:pässword:x').toString('base64')}`,
    ],
    [{ kind: 'header', value: 'X-Api-Key: k:1 2' }, 'X-Api-Key', 'k:1 2'],
    [{ kind: 'header', value: 'x-token:t' }, 'x-token', 't'],
  ] as const)('%j', (parts, name, value) => {
    expect(attach(parts)).toEqual({ name, value });
  });
  test('a secret for checking deliveries is never sent', () => {
    expect(faultOf(() => attach({ kind: 'secret' }))).toMatchObject({ code: 'credential.wrong-kind', who: 'person' });
  });
  test.each([
    { kind: 'bearer', value: '' },
    { kind: 'bearer', value: 'geheim\r\nX-Evil: geheim' },
    { kind: 'basic', value: 'geheim' },
    { kind: 'header', value: 'geheim' },
    { kind: 'header', value: 'X-Key:' },
    { kind: 'header', value: 'X Key: geheim' },
    { kind: 'header', value: 'X-Key: geheim\r\nX-Evil: geheim' },
    { kind: 'header', value: 'X-Key: gehéim' },
  ] as const)('a malformed one is refused without repeating it: %j', (parts) => {
    const fault = faultOf(() => attach(parts));
    expect(fault).toMatchObject({ code: 'credential.malformed', who: 'person' });
    expect(JSON.stringify(fault)).not.toContain('geh');
  });
});

describe('where it may go', () => {
  test.each([
    [['api.example.com'], 'https://api.example.com/', true],
    [['API.Example.com'], 'https://api.example.com:8443/', true],
    [['api.example.com'], 'https://api.example.com./', true],
    [['api.example.com.'], 'https://api.example.com/', true],
    [['other.example', 'api.example.com'], 'https://api.example.com/', true],
    [['*.example.com'], 'https://api.example.com/', true],
    [['*.example.com'], 'https://a.b.example.com/', true],
    [['bücher.example'], 'https://xn--bcher-kva.example/', true],
    [['127.0.0.1'], 'http://127.0.0.1:3000/', true],
    [['*.example.com'], 'https://example.com/', false],
    [['*.example.com'], 'https://evilexample.com/', false],
    [['*.example.com'], 'https://example.com.evil.test/', false],
    [['example.com'], 'https://api.example.com/', false],
    [['api.example.com'], 'https://api.example.com.evil.test/', false],
    [['api.example.com'], 'https://xapi.example.com/', false],
    [['*.'], 'https://api.example.com/', false],
    [['*'], 'https://api.example.com/', false],
    [[''], 'https://api.example.com/', false],
  ])('for %j, %s: %s', (hosts, url, allowed) => {
    if (allowed) expect(attach({ hosts }, url, false).value).toBe('Bearer abc123');
    else expect(faultOf(() => attach({ hosts }, url)).code).toBe('credential.host');
  });
  test('without a list it only goes to a host typed in the step', () => {
    expect(attach({ hosts: [] }).value).toBe('Bearer abc123');
    expect(faultOf(() => attach({ hosts: [] }, undefined, false)).code).toBe('credential.host');
  });
});
