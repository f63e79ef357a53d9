import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault, personFault, worldFault } from '../../model/fault.ts';
import { connectFault } from './faults.ts';

export interface ProgramFile {
  name: string;
  url: string;
  sha256: string;
}

const largestBytes = 200 * 1024 * 1024;
const patienceMs = 10 * 60_000;

const download = async (url: string): Promise<Response> => {
  const { host, hostname } = new URL(url);
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch((thrown: unknown) => {
    throw connectFault(hostname, 443, thrown);
  });
  if (answer.ok && answer.body) return answer;
  throw worldFault('tunnel.fetch-failed', `${host} did not hand out the program (${answer.status}).`, {
    fix: 'Try again later, or install the program yourself.',
  });
};

/**
 * Fetches a program the person said yes to. It gets its name, and the right to be run, only when it is byte for byte what was
 * shown; anything else is thrown away.
 */
export const fetchProgram = async ({ name, url, sha256 }: ProgramFile, folder: string): Promise<string> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  const part = `${file}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  const check = new Transform({
    transform: (chunk: Buffer, _encoding, next) => {
      bytes += chunk.length;
      hash.update(chunk);
      next(bytes > largestBytes ? new Error('too large') : null, chunk);
    },
  });
  try {
    const { body } = await download(url);
    await pipeline(Readable.fromWeb(body as never), check, createWriteStream(part, { mode: 0o700 }));
    if (hash.digest('hex') !== sha256)
      throw personFault('tunnel.wrong-checksum', `What came is not the ${name} it should be, so it was thrown away.`, {
        fix: 'Try again on another network, or install the program yourself from its publisher.',
      });
    renameSync(part, file);
    return file;
  } catch (thrown) {
    rmSync(part, { force: true });
    if (thrown instanceof Fault) throw thrown;
    throw worldFault('tunnel.fetch-failed', `The download of ${name} broke off.`, { fix: 'Try again.', cause: thrown });
  }
};
