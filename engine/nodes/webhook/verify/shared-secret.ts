import { anySecret, type Preset, type Refusal, readHeader, sameText } from './preset.ts';

const wrong = (what: string): Refusal => ({
  reason: `${what} is not the one in the connection.`,
  fix: 'Enter the same value in the connection and in the settings of the sender.',
});

/** The sender puts the secret itself into a header. Nothing is signed: who reads one delivery can send others. */
export const createHeaderSecretPreset = (header: string): Preset => ({
  secretProblem: anySecret,
  refuse: (delivery, secret) => {
    const value = readHeader(delivery, header, 'the sender');
    if (typeof value !== 'string') return value;
    return sameText(value.trim(), secret.trim()) ? null : wrong(`The value of the header "${header}"`);
  },
  idOf: () => null,
});

/**
 * The sender signs in with user and password: `Authorization: Basic <base64 of user:password>`.
 * Source: RFC 7617. The secret is the text `user:password`.
 */
export const basic: Preset = {
  secretProblem: (secret) =>
    secret.includes(':')
      ? null
      : { reason: 'The connection is not of the form "user:password".', fix: 'Enter it again under Connections.' },
  refuse: (delivery, secret) => {
    const value = readHeader(delivery, 'Authorization', 'the sender');
    if (typeof value !== 'string') return value;
    const given = /^basic +(\S+)$/i.exec(value)?.[1];
    const expected = Buffer.from(secret).toString('base64');
    return given !== undefined && sameText(given, expected) ? null : wrong('The user name or password');
  },
  idOf: () => null,
};
