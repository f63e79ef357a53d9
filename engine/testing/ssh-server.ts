import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';
import { untilAsync } from './until.ts';

const program = '/usr/sbin/sshd';

/** Whether this computer has the server of OpenSSH; scripts/ensure-ssh-server.mjs sees to it where packages may be installed. */
export const hasSshServer = existsSync(program);

/** A real OpenSSH server of the test's own, run as the person who runs the tests. */
export interface SshServer {
  port: number;
  user: string;
  /** A private key it accepts, and one it does not. */
  key: string;
  strangersKey: string;
  fingerprint: string;
  /** Ends it and every connection to it, without a word. */
  die: () => Promise<void>;
  /** Starts it again on the same port. */
  start: () => Promise<void>;
  /** Takes another host key, as a server that was set up anew or somebody in between does. */
  changeHostKey: () => void;
}

const makeKey = (file: string): string => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  return readFileSync(file, 'utf8');
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** `options` are lines of its configuration, such as `AllowTcpForwarding no`. */
export const openSshServer = async (options: string[] = []): Promise<SshServer> => {
  const folder = tempFolder();
  const port = await freePort();
  const file = (name: string): string => join(folder, name);
  makeKey(file('host'));
  const key = makeKey(file('client'));
  const strangersKey = makeKey(file('stranger'));
  writeFileSync(file('authorized'), readFileSync(file('client.pub')), { mode: 0o600 });
  writeFileSync(
    file('config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host')}`,
      `AuthorizedKeysFile ${file('authorized')}`,
      `PidFile ${file('pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication yes',
      'PermitRootLogin yes',
      ...options,
    ].join('\n'),
  );
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    // A group of its own, so that the processes of its connections end with it.
    server = spawn(program, ['-D', '-e', '-f', file('config')], { detached: true, stdio: 'ignore' });
    await untilAsync(() => answers(port));
  };
  const die = async (): Promise<void> => {
    const { pid } = server ?? {};
    if (pid === undefined) return;
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    for (const one of [...childrenOf(pid), pid]) killNow(one);
    server = undefined;
    await ended;
  };
  await start();
  onTestFinished(die);
  return {
    port,
    user: userInfo().username,
    key,
    strangersKey,
    fingerprint: execFileSync('ssh-keygen', ['-l', '-f', file('host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? '',
    die,
    start,
    changeHostKey: () => {
      execFileSync('rm', [file('host'), file('host.pub')]);
      makeKey(file('host'));
    },
  };
};

const killNow = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
};

/** The processes a process started, and theirs. */
const childrenOf = (pid: number): number[] => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === ''
    ? []
    : children
        .split(' ')
        .map(Number)
        .flatMap((child) => [...childrenOf(child), child]);
};
