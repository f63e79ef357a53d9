import { z } from 'zod';

/**
 * How a secret is used. The value typed by the person is one text:
 * `secret` any text (webhook signing secrets) · `bearer` the token · `basic` `user:password` · `header` `Name: value` ·
 * `smtp` the JSON of {@link SmtpSettings} (model/mail.ts).
 */
export const credentialKindSchema = z.enum(['secret', 'bearer', 'basic', 'header', 'smtp']);
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
  updatedAtMs: number;
}

/** A credential opened for use inside the engine. */
export interface OpenCredential {
  name: string;
  kind: CredentialKind;
  hosts: readonly string[];
  value: string;
}
