import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, personFault } from '../../model/fault.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';
import { limitReached, offline, programMissing } from './faults.ts';
import { type LineNews, runProgram } from './run-program.ts';

export interface NgrokWay {
  /** The agent; null when it is not on this computer. */
  file: string | null;
  authtoken: string;
  /** The fixed domain; empty = whatever ngrok gives. */
  domain: string;
  /** Where its settings are put: without its web page, which would show every delivery to every program of this computer. */
  folder: string;
}

const settings = 'version: 3\nagent:\n  web_addr: false\n  update_check: false\n';

const missing = (): Fault =>
  programMissing('ngrok', 'Install it from ngrok.com/download (a free account is enough), then try again.');
const badToken = (): Fault =>
  personFault('tunnel.token', 'ngrok does not accept this authtoken.', {
    fix: 'Copy it again from dashboard.ngrok.com, under "Your Authtoken", and save it here.',
  });
const badDomain = (): Fault =>
  personFault('tunnel.domain', 'ngrok does not give this domain to your account.', {
    fix: 'Copy the domain from dashboard.ngrok.com, under "Domains", or leave it empty.',
  });
const online = (): Fault =>
  limitReached(
    'ngrok',
    'The same address or account is in use elsewhere. Stop the other ngrok; one is free at a time.',
    60_000,
  );
const usedUp = (): Fault =>
  limitReached(
    'ngrok',
    'The deliveries of this month are used up. Wait for the next month or take a larger plan.',
    3_600_000,
  );
const tooOld = (): Fault =>
  personFault('tunnel.program-old', 'This ngrok is too old for its service.', {
    fix: 'Bring it up to date: ngrok update.',
  });

/** By the numbers of ngrok's own list of errors (ngrok.com/docs/errors). */
const faults: [numbers: RegExp, make: () => Fault][] = [
  [/ERR_NGROK_(105|106|107|114|4018|302)\b/, badToken],
  [/ERR_NGROK_(108|334|15002)\b/, online],
  [/ERR_NGROK_(725|726|727|402)\b/, usedUp],
  [/ERR_NGROK_(120|121|122)\b/, tooOld],
  [/ERR_NGROK_(309|314|319|320|329|8012)\b/, badDomain],
];

/** What the agent says that matters here; its log is one JSON record a line. */
export const readNgrok = (line: string): LineNews => {
  let record: { msg?: unknown; url?: unknown; err?: unknown };
  try {
    record = JSON.parse(line);
  } catch {
    // What it says before and after its log, such as the last words of a failure, is plain text.
    record = { err: line };
  }
  if (record.msg === 'started tunnel' && typeof record.url === 'string') return { address: record.url, isReady: true };
  const error = typeof record.err === 'string' ? record.err : '';
  const known = faults.find(([numbers]) => numbers.test(error));
  if (known) return { fault: known[1](), isFinal: true };
  return /no such host|network is unreachable|dial tcp/.test(error) ? { fault: offline() } : {};
};

/** An address of ngrok, by the agent that is installed on this computer. */
export const openNgrok =
  ({ file, authtoken, domain, folder }: NgrokWay): OpenTunnel =>
  (port, signal) => {
    if (file === null) throw missing();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const config = join(folder, 'ngrok.yml');
    writeFileSync(config, settings, { mode: 0o600 });
    const log = ['--log', 'stdout', '--log-format', 'json', '--config', config];
    const url = domain === '' ? [] : ['--url', `https://${domain}`];
    return runProgram(
      {
        name: 'ngrok',
        file,
        args: ['http', `127.0.0.1:${port}`, ...log, ...url],
        env: { NGROK_AUTHTOKEN: authtoken },
        read: readNgrok,
        isTemporary: false,
      },
      signal,
    );
  };
