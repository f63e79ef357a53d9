import { z } from 'zod';

/**
 * How a secret is used. The value typed by the person is one text:
 * `secret` any text (webhook signing secrets) · `bearer` the token · `basic` `user:password` · `header` `Name: value` ·
 * `smtp` the JSON of {@link SmtpSettings} (model/mail.ts) · `chat` the JSON of {@link ChatSettings} (model/chat.ts) ·
 * `ai` the JSON of {@link AiSettings} (model/ai.ts) · `oauth2` the JSON of {@link OauthSettings} (model/oauth.ts).
 */
export const credentialKindSchema = z.enum(['secret', 'bearer', 'basic', 'header', 'smtp', 'chat', 'ai', 'oauth2']);
export type CredentialKind = z.infer<typeof credentialKindSchema>;

export const credentialNameSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/, 'A name may hold letters, digits, spaces, ".", "_" and "-"')
  .max(100);

/** What may be known about a credential. The value itself never leaves the engine. */
export interface CredentialInfo {
  name: string;
  kind: CredentialKind;
  /** Hosts it may be sent to; empty = only hosts written literally in the step that uses it. */
  hosts: string[];
  /** Its last four characters; null when it is too short to give any away. */
  hint: string | null;
  updatedAtMs: number;
  /** The last check since it was saved. */
  check: { ok: boolean; message: string; fix: string | null; atMs: number } | null;
}

/** Whether the value is JSON with several parts, and not one text that is sent or compared. */
export const isStructured = (kind: CredentialKind): boolean => ['smtp', 'chat', 'ai', 'oauth2'].includes(kind);

/** A secret shorter than this is not hinted at: four characters of it would help to guess the rest. */
const shortestHinted = 12;

/** What may be shown of a secret once it is saved. Of `user:password` and `Name: value` only the secret part counts. */
export const hintOf = (kind: CredentialKind, value: string): string | null => {
  // What there is of these connections is JSON; its server says which one it is.
  if (isStructured(kind)) return null;
  const secret = (kind === 'basic' || kind === 'header' ? value.slice(value.indexOf(':') + 1) : value).trim();
  return secret.length < shortestHinted ? null : secret.slice(-4);
};

/** A credential opened for use inside the engine. */
export interface OpenCredential {
  name: string;
  kind: CredentialKind;
  hosts: readonly string[];
  value: string;
}
