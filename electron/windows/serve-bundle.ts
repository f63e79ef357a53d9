import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pagePolicy, placeNonce } from '../../engine/server/page-policy.ts';
import { resolveAsked } from './scheme.ts';

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const nothing = (status: number): Response => new Response(null, { status, headers: always });

/**
 * Answers what a page asks for from the built screens, and 404 for everything else. The page itself comes with a policy and a
 * nonce of its own each time.
 */
export const answerFrom = async (
  folder: string,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Promise<Response> => {
  if (method !== 'GET' && method !== 'HEAD') return nothing(405);
  const asked = resolveAsked(folder, url);
  if (!asked) return nothing(404);
  const content = await readFile(asked.file).catch(() => undefined);
  if (content === undefined) return nothing(404);
  const headers = { ...always, 'Content-Type': asked.type };
  if (!asked.file.endsWith('.html')) return new Response(new Uint8Array(content), { headers });
  const nonce = randomBytes(16).toString('base64');
  return new Response(placeNonce(content.toString('utf8'), nonce), {
    headers: { ...headers, 'Content-Security-Policy': pagePolicy(nonce), 'Cache-Control': 'no-store' },
  });
};
