import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { toFault } from '../../model/fault.ts';
import type { OpenTunnel, Tunnel } from '../../model/public-address/tunnel.ts';
import { cloudflaredLines, givenTo, ngrokLines, putFakeProgram } from '../../testing/fake-program.ts';
import { freePort } from '../../testing/free-port.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { openCloudflared, readCloudflared } from './cloudflared.ts';
import { offerOfCloudflared } from './cloudflared-release.ts';
import { fetchProgram } from './fetch-program.ts';
import { findProgram } from './find-program.ts';
import { openNgrok, readNgrok } from './ngrok.ts';
import type { LineNews } from './run-program.ts';

const open = async (way: OpenTunnel, port?: number, signal = new AbortController().signal): Promise<Tunnel> => {
  const tunnel = await way(port ?? (await freePort()), signal);
  onTestFinished(() => tunnel.close());
  return tunnel;
};

const faultOf = async (way: OpenTunnel) =>
  (async () => open(way))().then(
    () => expect.unreachable('it was opened'),
    (thrown: unknown) => toFault(thrown),
  );

/** A web server that answers with what it was asked for. */
const openEcho = async (): Promise<number> => {
  const server = createServer((request, response) => response.end(`${request.method} ${request.url}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
};

const quick = (lines: readonly string[], end: 'stays' | number = 'stays'): OpenTunnel =>
  openCloudflared({ file: putFakeProgram(tempFolder(), 'cloudflared', lines, end), named: null });
const named = (lines: readonly string[]): OpenTunnel =>
  openCloudflared({
    file: putFakeProgram(tempFolder(), 'cloudflared', lines, 'stays'),
    named: { token: 'the-token-of-the-tunnel', address: 'https://hooks.example.com' },
  });
const ngrok = (lines: readonly string[], end: 'stays' | number = 'stays'): OpenTunnel =>
  openNgrok({
    file: putFakeProgram(tempFolder(), 'ngrok', lines, end),
    authtoken: 'the-token-of-the-account',
    domain: 'shop.ngrok-free.dev',
    folder: tempFolder(),
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('a quick address of Cloudflare leads here, and changes each time', async () => {
  const tunnel = await open(quick(cloudflaredLines.quick), await openEcho());
  expect(tunnel.isTemporary).toBe(true);
  expect(await (await fetch(`${tunnel.address}/hooks/x?y`)).text()).toBe('GET /hooks/x?y');
});

test('an address of the own domain is on when its tunnel is', async () => {
  const tunnel = await open(named(cloudflaredLines.named));
  expect([tunnel.address, tunnel.isTemporary]).toEqual(['https://hooks.example.com', false]);
});

test('the agent of ngrok says its address in its log', async () => {
  const tunnel = await open(ngrok(ngrokLines.works), await openEcho());
  expect(await (await fetch(`${tunnel.address}/hooks/x`)).text()).toBe('GET /hooks/x');
});

test('programs get their token in their environment, and nothing of ours', async () => {
  process.env.WHENTHEN_TEST_SECRET = 'ours';
  onTestFinished(() => {
    delete process.env.WHENTHEN_TEST_SECRET;
  });
  const cloudflared = putFakeProgram(tempFolder(), 'cloudflared', cloudflaredLines.named, 'stays');
  await open(openCloudflared({ file: cloudflared, named: { token: 'the-token', address: 'https://a.example' } }));
  const ngrok = putFakeProgram(tempFolder(), 'ngrok', ngrokLines.works, 'stays');
  const folder = tempFolder();
  await open(openNgrok({ file: ngrok, authtoken: 'the-token', domain: 'shop.ngrok-free.dev', folder }), 7000);
  for (const [file, variable] of [
    [cloudflared, 'TUNNEL_TOKEN'],
    [ngrok, 'NGROK_AUTHTOKEN'],
  ] as const) {
    const { env, words } = givenTo(file);
    expect([env[variable], env.WHENTHEN_TEST_SECRET, env.HOME]).toEqual(['the-token', undefined, undefined]);
    expect(words.join(' ')).not.toContain('the-token');
  }
  expect(givenTo(cloudflared).words).toEqual(['tunnel', '--no-autoupdate', '--metrics', '127.0.0.1:0', 'run']);
  expect(givenTo(ngrok).words.slice(0, 2)).toEqual(['http', '127.0.0.1:7000']);
  expect(givenTo(ngrok).words.slice(-2)).toEqual(['--url', 'https://shop.ngrok-free.dev']);
  // Its own web page would show every delivery to every program of this computer.
  expect(readFileSync(join(folder, 'ngrok.yml'), 'utf8')).toContain('web_addr: false');
});

test('a program ends with its tunnel', async () => {
  const tunnel = await open(quick(['|  http://127.0.0.1:PID  |', ...cloudflaredLines.quick.slice(-1)]));
  const pid = Number(new URL(tunnel.address).port) || Number(tunnel.address.split(':').at(-1));
  expect(isAlive(pid)).toBe(true);
  await tunnel.close();
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('a program does not outlive the process that opened its tunnel', async () => {
  const program = putFakeProgram(tempFolder(), 'cloudflared', cloudflaredLines.named, 'stays');
  const opener = `
    const { openCloudflared } = await import(${JSON.stringify(new URL('./cloudflared.ts', import.meta.url).href)});
    const named = { token: 'x', address: 'https://a.example' };
    await openCloudflared({ file: ${JSON.stringify(program)}, named })(1, new AbortController().signal);
    console.log('open');`;
  const engine = spawn(process.execPath, ['--input-type=module', '-e', opener], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    engine.kill('SIGKILL');
  });
  await new Promise((resolve) => engine.stdout.once('data', resolve));
  const { pid } = givenTo(program);
  expect(isAlive(pid)).toBe(true);
  engine.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

test('a program that ends by itself breaks its tunnel', async () => {
  const tunnel = await open(quick(['|  http://127.0.0.1:PID  |', ...cloudflaredLines.quick.slice(-1)]));
  process.kill(Number(tunnel.address.split(':').at(-1)), 'SIGKILL');
  expect(await tunnel.broken).toMatchObject({ code: 'tunnel.dropped', retryable: true });
});

describe('what goes wrong is a sentence with a fix', () => {
  test.each([
    ['cloudflared, no network', () => quick(cloudflaredLines.offline, 1), 'tunnel.offline', true],
    ['cloudflared, limit reached', () => quick(cloudflaredLines.limit, 1), 'tunnel.limit-reached', true],
    ['cloudflared, bad token', () => named(cloudflaredLines.badToken), 'tunnel.token', false],
    ['cloudflared, token revoked', () => named(cloudflaredLines.revoked), 'tunnel.token', false],
    ['cloudflared, ends at once', () => quick([], 1), 'tunnel.program-ended', true],
    ['ngrok, no network', () => ngrok(ngrokLines.offline, 1), 'tunnel.offline', true],
    ['ngrok, bad token', () => ngrok(ngrokLines.badToken), 'tunnel.token', false],
    ['ngrok, bad token in plain words', () => ngrok(ngrokLines.plainText, 1), 'tunnel.token', false],
    ['ngrok, limit reached', () => ngrok(ngrokLines.limit), 'tunnel.limit-reached', true],
    ['cloudflared, missing', () => openCloudflared({ file: null, named: null }), 'tunnel.program-missing', false],
    [
      'ngrok, missing',
      () => openNgrok({ file: null, authtoken: 'x', domain: '', folder: '' }),
      'tunnel.program-missing',
      false,
    ],
    [
      'a program that cannot be run',
      () => openCloudflared({ file: '/no/such/cloudflared', named: null }),
      'tunnel.program-ended',
      true,
    ],
  ])('%s', async (_title, way, code, retryable) => {
    const fault = await faultOf(way());
    expect([fault.code, fault.retryable]).toEqual([code, retryable]);
    expect(fault.message).toMatch(/^[A-Zn][^{}]+\.$/);
    expect(fault.fix).toMatch(/^[A-Z][^{}]+\.?$/);
  });

  test('a try that is given up leaves no program behind', async () => {
    const end = new AbortController();
    const opening = open(quick([], 'stays'), undefined, end.signal);
    end.abort(new Error('given up'));
    await expect(opening).rejects.toThrow('given up');
  });
});

test.each<[string, (line: string) => LineNews, string, object]>([
  ['a protocol that is tried next', readCloudflared, 'INF Switching to fallback protocol http2 connIndex=1', {}],
  [
    'an old way to say it',
    readCloudflared,
    'INF Connection 5c313303-b31f-4cbe-96d7-3c111c8ac630 registered connIndex=1',
    { isReady: true },
  ],
  ['an address in its advice', readCloudflared, 'INF see https://developers.cloudflare.com/cloudflare-one', {}],
  ['a web page of ngrok', readNgrok, '{"msg":"starting web service","addr":"127.0.0.1:4040"}', {}],
  ['an address in an error', readNgrok, '{"msg":"error","url":"https://ngrok.com/docs"}', {}],
])('%s says nothing that matters, or what it means', (_title, read, line, news) => {
  expect(read(line)).toEqual(news);
});

test('a program is found where it is, the one fetched for WhenThen first', () => {
  const [own, installed] = [tempFolder(), tempFolder()];
  expect(findProgram('no-such-program', own, installed)).toBeNull();
  const there = putFakeProgram(installed, 'no-such-program', [], 0);
  expect(findProgram('no-such-program', own, installed)).toBe(there);
  const fetched = putFakeProgram(own, 'no-such-program', [], 0);
  expect(findProgram('no-such-program', own, installed)).toBe(fetched);
});

describe('a program that is fetched', () => {
  const content = Buffer.alloc(300_000, 'program');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const serve = async (status: number, body: Buffer): Promise<string> => {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cloudflared-linux-amd64`;
  };

  test('may be run once it is byte for byte what was shown', async () => {
    const folder = join(tempFolder(), 'programs');
    const file = await fetchProgram({ name: 'cloudflared', url: await serve(200, content), sha256 }, folder);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o700);
    expect(findProgram('cloudflared', folder, '')).toBe(file);
  });

  test('and is another one is thrown away', async () => {
    const folder = tempFolder();
    const changed = Buffer.from(content);
    changed[1000] = 0;
    const fetching = fetchProgram({ name: 'cloudflared', url: await serve(200, changed), sha256 }, folder);
    await expect(fetching).rejects.toMatchObject({
      code: 'tunnel.wrong-checksum',
      message: 'What came is not the cloudflared it should be, so it was thrown away.',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('and is not there is a sentence', async () => {
    const file = { name: 'cloudflared', url: await serve(404, content), sha256 };
    await expect(fetchProgram(file, tempFolder())).rejects.toMatchObject({ code: 'tunnel.fetch-failed' });
    const nowhere = { ...file, url: `http://127.0.0.1:${await freePort()}/` };
    await expect(fetchProgram(nowhere, tempFolder())).rejects.toMatchObject({ code: 'tunnel.refused' });
  });

  test('is offered with name, publisher, size and checksum, where a checksum is known', () => {
    expect(offerOfCloudflared('linux', 'x64')).toMatchObject({
      name: 'cloudflared',
      publisher: 'Cloudflare, Inc.',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      url: expect.stringMatching(/^https:\/\/github\.com\/cloudflare\/cloudflared\/releases\/download\/2026\.3\.0\//),
    });
    expect(offerOfCloudflared('darwin', 'arm64')).toBeNull();
    expect(offerOfCloudflared('sunos', 'sparc')).toBeNull();
  });
});
