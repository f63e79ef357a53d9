import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { toFault } from '../../model/fault.ts';
import type { Tunnel } from '../../model/public-address/tunnel.ts';
import { freePort } from '../../testing/free-port.ts';
import { hasSshServer, openSshServer, type SshServer } from '../../testing/ssh-server.ts';
import { openSsh, type SshWay } from './ssh.ts';

const wayTo = async (server: SshServer, other: Partial<SshWay> = {}): Promise<SshWay> => {
  const remotePort = await freePort();
  return {
    host: '127.0.0.1',
    port: server.port,
    user: server.user,
    signIn: 'key',
    secret: server.key,
    remotePort,
    address: `http://127.0.0.1:${remotePort}`,
    knownServer: server.fingerprint,
    ...other,
  };
};

const open = async (way: SshWay, signal = new AbortController().signal): Promise<Tunnel> => {
  const tunnel = await openSsh(way)(await freePort(), signal);
  onTestFinished(() => tunnel.close());
  return tunnel;
};

const sayWhy = async (way: SshWay): Promise<[string, string, boolean]> => {
  const fault = await open(way).then(
    () => expect.unreachable('it was opened'),
    (thrown: unknown) => toFault(thrown),
  );
  return [fault.code, fault.message, fault.retryable];
};

describe.skipIf(!hasSshServer)('a real OpenSSH server', () => {
  test('is not trusted at first sight, and what it shows is told', async () => {
    const server = await openSshServer();
    const way = await wayTo(server, { knownServer: null });
    await expect(open(way)).rejects.toMatchObject({
      code: 'tunnel.server-unknown',
      message: 'This computer has never met 127.0.0.1.',
      data: { fingerprint: server.fingerprint },
    });
  });

  test('that shows another key is refused in words, before anything is sent', async () => {
    const server = await openSshServer();
    const way = await wayTo(server);
    await (await open(way)).close();
    await server.die();
    server.changeHostKey();
    await server.start();
    expect(await sayWhy(way)).toEqual([
      'tunnel.server-changed',
      '127.0.0.1 shows another key than the one you trusted, so nothing was sent to it.',
      false,
    ]);
  });

  test('that dies is noticed', async () => {
    const server = await openSshServer();
    const tunnel = await open(await wayTo(server));
    await server.die();
    expect(await tunnel.broken).toMatchObject({
      code: 'tunnel.dropped',
      message: 'The connection to 127.0.0.1 dropped.',
    });
  });

  test('that does not know the key, or the password', async () => {
    const server = await openSshServer();
    expect(await sayWhy(await wayTo(server, { secret: server.strangersKey }))).toEqual([
      'tunnel.sign-in',
      `127.0.0.1 does not accept this key for the user ${server.user}.`,
      false,
    ]);
    expect(await sayWhy(await wayTo(server, { signIn: 'password', secret: 'not the password' }))).toEqual([
      'tunnel.sign-in',
      `127.0.0.1 does not accept this password for the user ${server.user}.`,
      false,
    ]);
  });

  test('that gives no port away, or whose port is taken', async () => {
    const strict = await openSshServer(['AllowTcpForwarding no']);
    const way = await wayTo(strict);
    const words = ['tunnel.port-refused', `127.0.0.1 does not give its port ${way.remotePort} to this computer.`, true];
    expect(await sayWhy(way)).toEqual(words);
    const server = await openSshServer();
    const first = await wayTo(server);
    await open(first);
    expect((await sayWhy({ ...first }))[0]).toBe('tunnel.port-refused');
  });

  test('a try that is given up leaves nothing behind', async () => {
    const server = await openSshServer();
    const end = new AbortController();
    const opening = open(await wayTo(server), end.signal);
    end.abort(new Error('given up'));
    await expect(opening).rejects.toThrow('given up');
  });
});

const nowhere: SshWay = {
  host: '127.0.0.1',
  port: 1,
  user: 'me',
  signIn: 'password',
  secret: 'pass-word',
  remotePort: 8080,
  address: 'http://127.0.0.1:8080',
  knownServer: null,
};

test('a port where nothing listens is a sentence', async () => {
  expect(await sayWhy({ ...nowhere, port: await freePort() })).toEqual([
    'tunnel.refused',
    expect.stringMatching(/^127\.0\.0\.1 is there, but nothing answers at its port \d+\.$/),
    true,
  ]);
});

test('a name nobody knows is a sentence', async () => {
  const [code, message] = await sayWhy({ ...nowhere, host: 'no-such-server.invalid' });
  // Which of the two it is depends on whether this computer reaches a name server.
  expect(['tunnel.name-unknown', 'tunnel.offline']).toContain(code);
  expect(message).toMatch(/cannot be found|no internet connection/);
});

test('something that is no SSH server is a sentence', async () => {
  const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    web.close();
  });
  const [code] = await sayWhy({ ...nowhere, port: (web.address() as AddressInfo).port });
  expect(code).toBe('tunnel.no-answer');
});

test.each([
  ['no key at all', 'hello', 'This is not a private key.'],
  ['the public half', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8 me', 'This is not a private key.'],
  ['half a key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA', 'This is not a private key.'],
])('%s is told before anything is sent', async (_title, secret, message) => {
  expect(await sayWhy({ ...nowhere, signIn: 'key', secret })).toEqual(['tunnel.bad-key', message, false]);
});
