import type { Delivery } from '../../define.ts';
import { anySecret, checkTime, headerId, hmac, mismatch, type Preset, readHeader, sameText } from './preset.ts';

/** What a sender without a preset signs, and how. */
export interface HmacSettings {
  header: string;
  algorithm: 'sha1' | 'sha256' | 'sha512';
  encoding: 'hex' | 'base64';
  /** Fixed text before the signature, such as `sha256=`. */
  prefix: string;
  /** The signed text: `{body}`, and `{timestamp}` and `{id}` from their headers. */
  signed: string;
  timestampHeader?: string | undefined;
  idHeader?: string | undefined;
  toleranceSeconds: number;
}

const sender = 'the sender';

/** The signed bytes: the template with its marks replaced, the body byte for byte. */
const partsOf = (signed: string, marks: ReadonlyMap<string, string | Uint8Array>): (string | Uint8Array)[] =>
  signed.split(/(\{body\}|\{timestamp\}|\{id\})/).map((part) => marks.get(part) ?? part);

/** Seconds, from seconds or milliseconds: 12 or more digits are milliseconds until the year 5138. */
const inSeconds = (time: string): string => (/^\d{12,15}$/.test(time) ? String(Math.floor(Number(time) / 1000)) : time);

const isMissing = (value: unknown): value is Exclude<ReturnType<typeof readHeader>, string> =>
  typeof value !== 'string';

/**
 * A sender that signs with HMAC in a way of its own. Hex is taken in lower or in upper case, never mixed, so that there
 * is no second spelling of a signature.
 */
export const createHmacPreset = (settings: HmacSettings): Preset => {
  const { algorithm, encoding, header, idHeader, prefix, signed, timestampHeader, toleranceSeconds } = settings;
  /** The header for a mark of the signed text; empty when the text does not hold the mark. */
  const read = (delivery: Delivery, mark: string, name: string | undefined): ReturnType<typeof readHeader> =>
    name === undefined || !signed.includes(mark) ? '' : readHeader(delivery, name, sender);
  return {
    secretProblem: anySecret,
    refuse: (delivery, secret) => {
      const signature = readHeader(delivery, header, sender);
      if (isMissing(signature)) return signature;
      const time = read(delivery, '{timestamp}', timestampHeader);
      if (isMissing(time)) return time;
      const id = read(delivery, '{id}', idHeader);
      if (isMissing(id)) return id;
      const marks = new Map<string, string | Uint8Array>([
        ['{body}', delivery.raw],
        ['{timestamp}', time],
        ['{id}', id],
      ]);
      const expected = hmac(algorithm, secret, partsOf(signed, marks)).toString(encoding);
      const spellings = encoding === 'hex' ? [expected, expected.toUpperCase()] : [expected];
      if (!spellings.some((spelling) => sameText(signature, `${prefix}${spelling}`))) return mismatch(sender);
      return time === '' ? null : checkTime(inSeconds(time), delivery, toleranceSeconds, sender);
    },
    idOf: (delivery) => (idHeader ? headerId(delivery, idHeader.toLowerCase()) : null),
  };
};
