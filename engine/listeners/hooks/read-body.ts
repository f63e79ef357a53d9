import type { IncomingMessage } from 'node:http';

/** What came of reading a request's body. */
export type Body = { ok: true; raw: Buffer } | { ok: false; why: 'too-large' | 'broken-off' };

/**
 * Reads the raw bytes of a request, at most `limit`. A larger `Content-Length` is refused before a byte is read.
 * Calls back rather than promises: this is the hot path of every delivery.
 */
export const readBody = (
  request: IncomingMessage,
  contentLength: string | undefined,
  limit: number,
  done: (body: Body) => void,
): void => {
  if (contentLength !== undefined && Number(contentLength) > limit) {
    done({ ok: false, why: 'too-large' });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  const finish = (body: Body): void => {
    if (over) return;
    over = true;
    done(body);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) finish({ ok: false, why: 'too-large' });
    else if (!over) chunks.push(chunk);
  });
  request.on('end', () =>
    finish({ ok: true, raw: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks) }),
  );
  request.on('close', () => finish({ ok: false, why: 'broken-off' }));
  request.on('error', () => finish({ ok: false, why: 'broken-off' }));
};
