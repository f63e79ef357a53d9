/** A secret shorter than this would hide harmless text everywhere. */
const shortest = 6;

interface Secret {
  name: string;
  value: string;
}

/** The parts of a credential's text that are secret by themselves: `user:password` also holds a password. */
const partsOf = (value: string): string[] => {
  const colon = value.indexOf(':');
  return colon < 0 ? [value] : [value, value.slice(colon + 1).trim()];
};

const escapeInJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Every form in which a secret may turn up in stored text. */
const formsOf = (value: string): string[] =>
  partsOf(value)
    .filter((part) => part.length >= shortest)
    .flatMap((part) => [
      part,
      Buffer.from(part).toString('base64').replace(/=+$/, ''),
      Buffer.from(part).toString('base64url'),
      encodeURIComponent(part),
      escapeInJson(part),
      // An answer that is JSON is stored as a text inside JSON.
      escapeInJson(escapeInJson(part)),
    ]);

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Makes the function every text passes through before it is stored: each secret, in its raw, base64, URL and JSON form,
 * becomes `[secret: name]`. The replacement is safe inside JSON strings.
 */
export const createRedactor = (secrets: readonly Secret[]): ((text: string) => string) => {
  const names = new Map<string, string>();
  for (const { name, value } of secrets) for (const form of formsOf(value)) names.set(form, name);
  if (names.size === 0) return (text) => text;
  // Longest first, so that a secret that contains another is replaced whole.
  const forms = [...names.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(forms.map(escapeForPattern).join('|'), 'g');
  return (text) => text.replace(pattern, (form) => `[secret: ${names.get(form)}]`);
};
