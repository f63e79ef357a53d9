import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { Client, type ClientChannel, type ConnectConfig, utils } from 'ssh2';
import { type Fault, personFault, worldFault } from '../../model/fault.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';
import { connectFault, dropped, silent } from './faults.ts';

export interface SshWay {
  host: string;
  port: number;
  user: string;
  signIn: 'key' | 'password';
  /** The private key as it stands in its file, or the password. */
  secret: string;
  remotePort: number;
  /** Where the internet reaches the port of the server. */
  address: string;
  /** The fingerprint the person agreed to; null when nobody has seen this server yet. */
  knownServer: string | null;
}

/** As `ssh-keygen -l` shows it. */
const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const unknownServer = ({ host }: SshWay, fingerprint: string): Fault =>
  personFault('tunnel.server-unknown', `This computer has never met ${host}.`, {
    fix: 'Compare its fingerprint with the one your provider shows, and trust it when they are the same.',
    data: { fingerprint },
  });

const changedServer = ({ host, knownServer }: SshWay, fingerprint: string): Fault =>
  personFault(
    'tunnel.server-changed',
    `${host} shows another key than the one you trusted, so nothing was sent to it.`,
    {
      fix: 'If the server was set up anew, compare the new fingerprint with your provider and trust it again. If not, somebody may stand in between.',
      data: { fingerprint, known: knownServer },
    },
  );

const signInFault = ({ user, host, signIn }: SshWay, cause: unknown): Fault =>
  personFault(
    'tunnel.sign-in',
    signIn === 'key'
      ? `${host} does not accept this key for the user ${user}.`
      : `${host} does not accept this password for the user ${user}.`,
    {
      fix:
        signIn === 'key'
          ? 'Add the public half of the key to ~/.ssh/authorized_keys of that user, or choose another key.'
          : 'Check user and password. Many servers take keys only; then sign in with a key.',
      cause,
    },
  );

const portFault = ({ host, remotePort }: SshWay, cause: unknown): Fault =>
  worldFault('tunnel.port-refused', `${host} does not give its port ${remotePort} to this computer.`, {
    fix: 'Another program may use that port there, or the server forbids forwarding (AllowTcpForwarding). Ports below 1024 are only for root.',
    cause,
  });

/** A key that cannot be read is told before anything is sent; null for one that can. */
const keyFault = ({ signIn, secret }: SshWay): Fault | null => {
  if (signIn !== 'key') return null;
  const read = utils.parseKey(secret);
  if (!(read instanceof Error)) return null;
  const isLocked = /encrypted/i.test(read.message);
  return personFault(
    'tunnel.bad-key',
    isLocked ? 'This private key is protected by a passphrase.' : 'This is not a private key.',
    {
      fix: isLocked
        ? 'Make a key without a passphrase for this, because nobody is there to type it when the computer starts.'
        : 'Paste the whole file, from "-----BEGIN" to the end. The file that ends in .pub is the other half.',
    },
  );
};

/** On every address of the server only when the internet comes straight to this port; else for a web server beside it. */
const bindAddress = ({ address, remotePort }: SshWay): string =>
  new URL(address).port === String(remotePort) ? '' : 'localhost';

const openForward = (client: Client, way: SshWay): Promise<void> =>
  new Promise((resolve, reject) => {
    client.forwardIn(bindAddress(way), way.remotePort, (error) => (error ? reject(portFault(way, error)) : resolve()));
  });

/** Joins a connection of the server with one to the listener; when one breaks, so does the other. */
const join = (channel: ClientChannel, port: number): void => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => channel.destroy());
  channel.on('error', () => socket.destroy());
  channel.on('close', () => socket.destroy());
  socket.on('close', () => channel.end());
  socket.pipe(channel).pipe(socket);
};

const signIn = (way: SshWay, signal: AbortSignal): Promise<Client> =>
  new Promise((resolve, reject) => {
    const client = new Client();
    let shown: Fault | null = null;
    const config: ConnectConfig = {
      host: way.host,
      port: way.port,
      username: way.user,
      ...(way.signIn === 'key' ? { privateKey: way.secret } : { password: way.secret, tryKeyboard: true }),
      readyTimeout: 15_000,
      keepaliveInterval: 15_000,
      keepaliveCountMax: 3,
      hostVerifier: (key: Buffer) => {
        const fingerprint = fingerprintOf(key);
        if (fingerprint === way.knownServer) return true;
        shown = way.knownServer === null ? unknownServer(way, fingerprint) : changedServer(way, fingerprint);
        return false;
      },
    };
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) =>
      answer(prompts.map(() => way.secret)),
    );
    client.on('error', (error: Error & { level?: string }) => {
      if (shown) reject(shown);
      else if (error.level === 'client-authentication') reject(signInFault(way, error));
      else if (error.level === 'client-timeout') reject(silent(way.host, error));
      else reject(connectFault(way.host, way.port, error));
    });
    client.on('close', () => reject(shown ?? dropped(way.host)));
    client.once('ready', () => resolve(client));
    const giveUp = (): void => {
      client.destroy();
      reject(signal.reason as Error);
    };
    if (signal.aborted) giveUp();
    else {
      signal.addEventListener('abort', giveUp, { once: true });
      client.connect(config);
    }
  });

/** A port of the person's own server, led to this computer over SSH. The server has to be the one the person trusted. */
export const openSsh =
  (way: SshWay): OpenTunnel =>
  async (port, signal) => {
    const bad = keyFault(way);
    if (bad) throw bad;
    const client = await signIn(way, signal);
    const broken = new Promise<Fault>((resolve) => client.once('close', () => resolve(dropped(way.host))));
    client.on('tcp connection', (_details, accept) => join(accept(), port));
    try {
      await openForward(client, way);
    } catch (thrown) {
      client.destroy();
      throw thrown;
    }
    return {
      address: way.address,
      isTemporary: false,
      broken,
      close: async () => {
        client.end();
        // A server that is gone never says goodbye.
        client.destroy();
      },
    };
  };
