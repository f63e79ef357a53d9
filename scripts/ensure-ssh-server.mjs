/**
 * Sees that there is an OpenSSH server for the tests of the public address: one that is there, or Debian's package where packages
 * may be installed. Without one those tests are skipped, and the list says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const program = '/usr/sbin/sshd';

const run = (args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    // Nothing of the package is started: the tests start a server of their own.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    timeout: 10 * 60_000,
  }).status === 0;

const say = (line) => console.error(`whenthen: ${line}`);

if (!existsSync(program) && process.platform === 'linux' && process.getuid?.() === 0) {
  say("installing Debian's OpenSSH server for the tests …");
  run(['update', '-qq']);
  run(['install', '-y', '-qq', '--no-install-recommends', 'openssh-server']);
}
if (!existsSync(program))
  say(
    'there is no OpenSSH server here, so the tests of the SSH tunnel are skipped. Install "openssh-server" to run them.',
  );
