import { isRecord, type JsonValue } from './json.ts';

/** What stands in place of a secret; the same words as for the headers of a delivery. */
export const hiddenValue = '[hidden]';

/** Words in a name that say its value lets somebody in. */
const secretWords = new Set([
  'token',
  'tokens',
  'secret',
  'secrets',
  'password',
  'passwords',
  'passwd',
  'pwd',
  'passphrase',
  'passcode',
  'authorization',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'apikey',
  'cvc',
  'cvv',
  'pin',
  'cardnumber',
]);
/** Words that say so only together. */
const secretPairs = new Set(
  'api key,access key,private key,secret key,signing key,auth key,encryption key,card number,security code'.split(','),
);
/** Under these names everything is secret, not only what has a telling name of its own. */
const secretTrees = new Set(['secret', 'secrets', 'password', 'passwords', 'credential', 'credentials']);

/** Keys as services give them out, whatever the field is called. Sources: the services' own pages about their keys. */
const secretForms =
  /^Bearer +[\w.~+/=-]{16,}$|\b(?:sk|rk)_(?:live|test)_\w{8,}|\bwhsec_\S{8,}|\bxox[abeprs]-\S{8,}|\bgh[oprsu]_\w{16,}|\bgithub_pat_\w{16,}|\bshp(?:at|ss|ca|pa)_\w{16,}|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

const wordsOf = (name: string): string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** Last words of names that speak about a secret without holding it: "cvc_check", "token_type". */
const harmlessEndings = new Set('at check count enabled expires expiry hint in length required status type'.split(' '));

const isSecretName = (words: readonly string[]): boolean =>
  !harmlessEndings.has(words.at(-1) ?? '') &&
  words.some((word, place) => secretWords.has(word) || secretPairs.has(`${word} ${words[place + 1] ?? ''}`));

/** The check digit of payment cards (ISO/IEC 7812-1 annex B). */
const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

/** Long ids also consist of digits only, so a number without gaps counts only where its name speaks of cards. */
const isCardNumber = (text: string, words: readonly string[]): boolean => {
  if (text.length > 30) return false;
  const grouped = /^\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,3})?$|^\d{4}[ -]\d{6}[ -]\d{5}$/.test(text);
  const named = /^\d{13,19}$/.test(text) && words.some((word) => /^(card|cc|pan|creditcard)$/.test(word));
  return (grouped || named) && passesLuhn(text.replace(/\D/g, ''));
};

/** Numbers are mostly counts ("max_tokens"), so fewer names make them secret. */
const secretNumbers = new Set(['password', 'passcode', 'pin', 'cvc', 'cvv']);

const isSecretValue = (value: JsonValue, words: readonly string[], always: boolean): boolean => {
  if (typeof value === 'string')
    return value !== '' && (always || isSecretName(words) || secretForms.test(value) || isCardNumber(value, words));
  if (typeof value !== 'number') return false;
  return (
    always ||
    (isSecretName(words) && words.some((word) => secretNumbers.has(word))) ||
    isCardNumber(String(value), words)
  );
};

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/**
 * A copy without what looks secret (by its name, or by the form of a known kind of key or card number), and the paths of what
 * was hidden, with dots. Empty values, yes or no, and names stay. A guess that errs on the side of hiding.
 */
export const maskSecrets = (value: JsonValue): { value: JsonValue; masked: string[] } => {
  const masked: string[] = [];
  const mask = (inner: JsonValue, path: string, words: readonly string[], always: boolean): JsonValue => {
    if (Array.isArray(inner)) return inner.map((item, place) => mask(item, join(path, String(place)), words, always));
    if (!isRecord(inner)) {
      if (inner === hiddenValue || !isSecretValue(inner, words, always)) return inner;
      masked.push(path);
      return hiddenValue;
    }
    return Object.fromEntries(
      Object.entries(inner).map(([name, item]) => {
        const own = wordsOf(name);
        const below = always || (own.length === 1 && secretTrees.has(own[0] ?? ''));
        // "number" inside "card" is a card number; inside "order" it is not.
        const named = own.length === 1 && own[0] === 'number' ? [...words.slice(-1), ...own] : own;
        return [name, mask(item, join(path, name), named, below)];
      }),
    );
  };
  return { value: mask(value, '', [], false), masked };
};
