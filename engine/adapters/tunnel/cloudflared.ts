import { type Fault, personFault } from '../../model/fault.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';
import { offerOfCloudflared } from './cloudflared-release.ts';
import { limitReached, offline, programMissing } from './faults.ts';
import { type LineNews, runProgram } from './run-program.ts';

export interface CloudflaredWay {
  /** The program; null when it is not on this computer. */
  file: string | null;
  /** The token of a tunnel of the person's account with the address it was given there; null for a quick one. */
  named: { token: string; address: string } | null;
}

const missing = (): Fault =>
  programMissing(
    'cloudflared',
    offerOfCloudflared() === null
      ? 'Install it, for example with "brew install cloudflared", and try again.'
      : 'Let WhenThen fetch it, or install it from developers.cloudflare.com and try again.',
  );

const badToken = (): Fault =>
  personFault('tunnel.token', 'Cloudflare does not accept this tunnel token.', {
    fix: 'Copy the token again from Zero Trust › Networks › Tunnels: it is the long text at the end of the install command.',
  });

const busy = (): Fault =>
  limitReached(
    'Cloudflare',
    'Quick addresses are given out to only so many at a time. Wait ten minutes, or use another way.',
    600_000,
  );

/** What cloudflared says that matters here. Forms: its source, cmd/cloudflared/tunnel and supervisor. */
export const readCloudflared = (line: string): LineNews => {
  const address = /\|\s+(https?:\/\/[^\s|]+)\s+\|/.exec(line)?.[1];
  if (address !== undefined) return { address };
  if (/Registered tunnel connection|Connection [0-9a-f-]{36} registered/.test(line)) return { isReady: true };
  if (/Tunnel token is not valid|Unauthorized: |Invalid tunnel secret/.test(line))
    return { fault: badToken(), isFinal: true };
  if (/Error unmarshaling QuickTunnel response|failed to unmarshal quick Tunnel/.test(line))
    return { fault: busy(), isFinal: true };
  if (/failed to request quick Tunnel|no such host|network is unreachable/.test(line)) return { fault: offline() };
  return {};
};

/** An address of Cloudflare: a quick one that changes each time, or one of the person's own domain. */
export const openCloudflared =
  ({ file, named }: CloudflaredWay): OpenTunnel =>
  (port, signal) => {
    if (file === null) throw missing();
    const start = ['tunnel', '--no-autoupdate', '--metrics', '127.0.0.1:0'];
    return runProgram(
      {
        name: 'cloudflared',
        file,
        // Where a named tunnel leads is set up in the account, so the port is not told here.
        args: named ? [...start, 'run'] : [...start, '--url', `http://127.0.0.1:${port}`],
        env: named ? { TUNNEL_TOKEN: named.token } : {},
        read: readCloudflared,
        ...(named && { address: named.address }),
        isTemporary: named === null,
      },
      signal,
    );
  };
