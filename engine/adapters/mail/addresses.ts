import addressparser from 'nodemailer/lib/addressparser';
import { type Fault, personFault } from '../../model/fault.ts';
import type { AddressField, MailAddress } from '../../model/mail.ts';
import { isPlainLine, plainLine } from '../../model/plain-line.ts';

/** What the field is called on screen. */
export type FieldName = 'To' | 'Cc' | 'Bcc' | 'Reply to' | 'From';

/** RFC 5321 section 4.5.3.1. */
const maxLocal = 64;
const maxAddress = 254;
const maxName = 200;

/** Dot-atoms of RFC 5322 with the letters of RFC 6531: no quoted forms, no comments, no address literals. */
const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domain = /^(?!-)[\p{L}\p{N}\p{M}-]{1,63}(?<!-)(?:\.(?!-)[\p{L}\p{N}\p{M}-]{1,63}(?<!-))*$/u;

/** One plain line that no mail program takes for an encoded word (RFC 2047), which could stand for anything. */
export const headerText = (text: string): string => plainLine(text).replaceAll('=?', '= ?');

const nameOf = (text: string): string => headerText(text).slice(0, maxName).toWellFormed();

const isAddress = (address: string): boolean => {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return (
    at > 0 &&
    address.length <= maxAddress &&
    local.length <= maxLocal &&
    localPart.test(local) &&
    domain.test(address.slice(at + 1))
  );
};

const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);

const badAddress = (field: FieldName, text: string): Fault =>
  personFault('mail.bad-address', `${shown(text)} in "${field}" is not an e-mail address.`, {
    fix: 'An address looks like ana@example.com, or Ana Duarte <ana@example.com>. Check where it comes from.',
    data: { field },
  });

const severalAddresses = (field: FieldName, text: string): Fault =>
  personFault('mail.several-addresses', `${shown(text)} in "${field}" is more than the one address expected there.`, {
    fix: 'Use only the address without a name, or hand over a list (the filter split makes one) to write to several.',
    data: { field },
  });

const separators = (text: string): number => text.split(/[,;]/).length - 1;

/** One mailbox. The parser takes off quotes and encodings; what may be an address at all is decided here. */
const readMailbox = (field: FieldName, text: string): MailAddress => {
  if (!isPlainLine(text) || /[()\\]/.test(text)) throw badAddress(field, text);
  const bracketed = /^([^<>]*)<([^<>]*)>$/.exec(text.trim());
  const address = (bracketed?.[2] ?? text).trim();
  if (!isAddress(address)) throw badAddress(field, text);
  const [parsed, ...more] = addressparser(bracketed ? `${bracketed[1]}<${address}>` : address);
  // Never two opinions about where a mail goes.
  if (!parsed || parsed.group !== undefined || more.length > 0 || parsed.address !== address)
    throw badAddress(field, text);
  return { name: bracketed ? nameOf(parsed.name) : '', address };
};

/** Mailboxes in a text of the person's own, where a quoted name may hold a comma. */
const readTyped = (field: FieldName, text: string): MailAddress[] =>
  addressparser(text).map((found) => {
    if (found.group !== undefined || !isPlainLine(text) || !isAddress(found.address)) throw badAddress(field, text);
    return { name: nameOf(found.name), address: found.address };
  });

/** Mailboxes in a text from data: one in each place the person laid out. */
const readPlaces = (field: FieldName, text: string, typedSeparators: number): MailAddress[] => {
  if (separators(text) !== typedSeparators) throw severalAddresses(field, text);
  return (
    text
      .split(/[,;]/)
      // "Ana <>" is what is left of a name when the address beside it is empty.
      .filter((place) => place.replace(/^[^<>]*<\s*>\s*$/, '').trim() !== '')
      .map((place) => readMailbox(field, place))
  );
};

/**
 * The mailboxes of a field; nothing when it is empty. A text from data is one mailbox for each place the person typed, a
 * list is one for each entry: an address that carries another one with it is refused, not split. Throws `mail.bad-address`
 * and `mail.several-addresses`.
 */
export const readAddresses = (field: FieldName, { value, typedSeparators }: AddressField): MailAddress[] => {
  const isText = typeof value === 'string';
  const entries = value === null || isText ? [value ?? ''] : value;
  const mailboxes = entries.flatMap((entry) => {
    if (entry === null) return [];
    return typedSeparators === null ? readTyped(field, entry) : readPlaces(field, entry, isText ? typedSeparators : 0);
  });
  const first = new Map<string, MailAddress>();
  for (const mailbox of mailboxes) {
    const key = mailbox.address.toLowerCase();
    if (!first.has(key)) first.set(key, mailbox);
  }
  return [...first.values()];
};
