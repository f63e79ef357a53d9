import { createHash } from 'node:crypto';
import type { RunId } from '../model/ids.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The key that lets the other side recognise a repeated effect: the same over retries, crashes and "run again from
 * here", different for every step of every run of every installation. `wt-` and 26 letters.
 */
export const idempotencyKey = (installation: string, keyRoot: RunId, node: string, item: number): string => {
  const digest = createHash('sha256').update(`${installation}\0${keyRoot}\0${node}\0${item}`).digest();
  let text = 'wt-';
  let bits = 0;
  let held = 0;
  for (const byte of digest.subarray(0, 17)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < 29) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
};
