import { z } from 'zod';
import { personFault } from './fault.ts';
import type { JsonRecord } from './json.ts';

/**
 * The value of a credential of the kind `ai`, stored as JSON: a service that speaks the format of OpenAI's
 * `/chat/completions`, on the internet or on one's own computer, and the model to ask there.
 */
export const aiSettingsSchema = z.strictObject({
  address: z.string().trim().min(1).max(2000),
  /** Empty where the service wants none, as on one's own computer. */
  key: z.string().trim().max(4000).default(''),
  model: z.string().trim().min(1).max(200),
});
export type AiSettings = z.infer<typeof aiSettingsSchema>;

/** Where a service is reached, without saying which model. */
export type AiAccess = Pick<AiSettings, 'address' | 'key'>;

const bad = (message: string, fix: string) => personFault('credential.bad-value', message, { fix });

/**
 * Checks where a service is reached. A key goes over the open network only in a protected connection. `isLocal` says whether
 * a host is on this computer or the local network. Throws `credential.bad-value`; no message holds the key.
 */
export const checkAiAccess = ({ address, key }: AiAccess, isLocal: (host: string) => boolean): void => {
  const fix = 'Copy it from the documentation of the service. It looks like https://api.example.com/v1.';
  if (!URL.canParse(address) || /\s/.test(address)) throw bad('The address of the AI service is no web address.', fix);
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') throw bad('The address holds a user name or a password.', fix);
  if (protocol !== 'https:' && protocol !== 'http:') throw bad('The address is not one of the web.', fix);
  if (protocol === 'http:' && !isLocal(hostname))
    throw bad(
      'The address must begin with https://, or what you ask could be read on the way.',
      `${fix} Only an address on this computer or your network may do without.`,
    );
  if (!/^[\x21-\x7e]*$/.test(key))
    throw bad('The key holds a space or a character no key has.', 'Copy it again from the service.');
};

/** The settings in the text of an `ai` credential. Throws `credential.bad-value`. */
export const readAiSettings = (value: string, isLocal: (host: string) => boolean): AiSettings => {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    throw bad('An AI connection is written as JSON.', 'Give address, key and model.');
  }
  const parsed = aiSettingsSchema.safeParse(json);
  if (!parsed.success) throw bad('This AI connection is not complete.', 'Give an address and the name of a model.');
  checkAiAccess(parsed.data, isLocal);
  return parsed.data;
};

/** One thing an AI is asked for, and what kind of value it is. */
export const aiFieldSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, 'A name begins with a letter and has letters, digits and "_"'),
  type: z.enum(['text', 'number', 'yes-no', 'list']).default('text'),
  description: z.string().max(500).default(''),
});
export type AiField = z.output<typeof aiFieldSchema>;

/** What is to be asked, as a step says it. Values of data in it are marked with {@link markData}. */
export interface AiDraft {
  /** Name of the credential; empty = none yet, which can only be looked at. */
  connection: string;
  instructions: string;
  prompt: string;
  /** Null = the answer is a text. */
  fields: readonly AiField[] | null;
  /** Null = as long as it likes. */
  maxWords: number | null;
}

/** A question that was checked. Its body is what is sent first, byte for byte; it holds no secret. */
export interface AiQuestion {
  connection: string;
  /** Where it goes; empty without a connection. */
  host: string;
  model: string;
  /** The message of the role `system`: what the person told it to do, and what WhenThen adds. Empty = none. */
  instructions: string;
  /** The message of the role `user`. */
  prompt: string;
  fields: readonly AiField[] | null;
  body: string;
}

/** What asking came to. */
export interface AiAnswer {
  /** `{text}`, or a value for each field; null where the AI says that it does not know. */
  answer: JsonRecord;
  /** In tokens, as the service counts them; null where it does not say. */
  usage: { question: number | null; answer: number | null };
  /** What was sent last: a service that cannot do something is asked in a simpler way. */
  body: string;
}

/** What stands around a value of data in a question. */
const opening = '<data>';
const closing = '</data>';

/**
 * A value marked as data, so that an AI can tell it from what the person asks. What looks like the mark inside the value is
 * written differently; so data cannot end its own mark. It makes it harder to slip orders into data, not impossible.
 */
export const markData = (value: string): string =>
  `${opening}${value.replace(/<(?=\s*\/?\s*data\b)/gi, '&lt;')}${closing}`;

/** Whether a text holds marked data. */
export const hasMarkedData = (text: string): boolean => text.includes(opening);
