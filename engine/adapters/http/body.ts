import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { type Fault, worldFault } from '../../model/fault.ts';
import type { FileSink } from '../files/receive-file.ts';

/** Sizes beyond which an answer is not read. The ratio counts from `ratioFromBytes` on: a short answer does no harm. */
export const bodyLimits = {
  bytes: 10 * 1024 * 1024,
  /** When it goes into a file. */
  savedBytes: 100 * 1024 * 1024,
  ratio: 100,
  ratioFromBytes: 1024 * 1024,
} as const;

/** What the client can unpack, as sent in `Accept-Encoding`. */
export const acceptedEncodings = 'gzip, deflate, br';

const tooLarge = (why: string): Fault =>
  worldFault('http.too-large', `The answer is too large: ${why}.`, {
    retryable: false,
    fix: 'Ask the service for less at a time, for example with a page size or a filter.',
  });

const unreadable = (message: string, cause?: unknown): Fault =>
  worldFault('http.bad-encoding', message, {
    retryable: false,
    fix: 'Ask the service for an unpacked answer: add the header Accept-Encoding with the value identity.',
    ...(cause !== undefined && { cause }),
  });

/** "deflate" means zlib (RFC 9110 section 8.4.1.2), yet some servers send it without the zlib header. */
const createDeflate = (first: Uint8Array): Transform =>
  ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();

const createDecoder = (encoding: string, first: Uint8Array): Transform | null => {
  switch (encoding) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createDeflate(first);
    case 'br':
      return createBrotliDecompress();
    default:
      throw unreadable(`The answer is packed as "${encoding.slice(0, 40)}", which cannot be unpacked.`);
  }
};

/** Collects the body of one answer. Functions are called by the connection; `done` is called exactly once. */
export interface BodyReader {
  /** Takes a piece as it came; false asks the connection to wait until `resume` is called. */
  write(chunk: Uint8Array): boolean;
  end(): void;
  /** Stops unpacking and forgets what was read; nothing is called any more. */
  drop(): void;
}

/**
 * Reads a body within {@link bodyLimits}, unpacking it on the way, so that a small bomb never becomes large.
 * `encoding` is the `Content-Encoding` header. With a file to go into, the bytes it ends with are none. Ends with the bytes, or an `http.too-large` or `http.bad-encoding` fault.
 */
export const readBody = (
  encoding: string,
  resume: () => void,
  done: (outcome: Uint8Array<ArrayBuffer> | Fault) => void,
  file: FileSink | null = null,
): BodyReader => {
  const pieces: Uint8Array[] = [];
  let received = 0;
  let unpacked = 0;
  let decoder: Transform | null | undefined;
  let over = false;

  const finish = (outcome: Uint8Array<ArrayBuffer> | Fault): void => {
    if (over) return;
    over = true;
    decoder?.destroy();
    done(outcome);
  };
  const most = file ? bodyLimits.savedBytes : bodyLimits.bytes;
  /** Takes an unpacked piece; false asks for a pause. */
  const keep = (piece: Uint8Array): boolean => {
    if (over) return true;
    unpacked += piece.length;
    if (unpacked > most) finish(tooLarge(`more than ${most / 1024 / 1024} MB`));
    else if (decoder && unpacked > bodyLimits.ratioFromBytes && unpacked > received * bodyLimits.ratio)
      finish(tooLarge(`it unpacks to more than ${bodyLimits.ratio} times its size`));
    else if (file) return file.write(piece, () => (decoder ? decoder.resume() : resume()));
    else pieces.push(piece);
    return true;
  };
  const start = (first: Uint8Array): Transform | null => {
    const made = createDecoder(encoding.trim().toLowerCase(), first);
    made
      ?.on('data', (piece: Uint8Array) => {
        if (!keep(piece)) made.pause();
      })
      .on('drain', resume)
      .on('end', () => finish(Buffer.concat(pieces)))
      .on('error', (thrown) => finish(unreadable('The packed answer is damaged and could not be unpacked.', thrown)));
    return made;
  };

  return {
    write: (chunk) => {
      if (over) return true;
      received += chunk.length;
      if (decoder === undefined) {
        try {
          decoder = start(chunk);
        } catch (thrown) {
          finish(thrown as Fault);
          return true;
        }
      }
      if (decoder) return decoder.write(chunk);
      return keep(chunk);
    },
    end: () => {
      if (decoder) decoder.end();
      else finish(Buffer.concat(pieces));
    },
    drop: () => {
      over = true;
      decoder?.destroy();
    },
  };
};

/** The text of a body in the character set its `Content-Type` names; UTF-8 when it names none or an unknown one. */
export const decodeText = (bytes: Uint8Array, contentType: string): string => {
  const label = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
};
