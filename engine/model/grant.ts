import { z } from 'zod';

/**
 * Something a flow may touch because a person said so. Grants live in the app's own database, never in the file,
 * so a flow from elsewhere can do nothing until its reader has agreed.
 * `target` is an absolute path, a `host:port`, or a program; relative paths are below the app's own `files` folder.
 */
export const grantSchema = z.strictObject({
  kind: z.enum(['read-file', 'write-file', 'database', 'private-address', 'program']),
  target: z.string().min(1),
});
export type Grant = z.infer<typeof grantSchema>;

/** What a node asks for. `target: null` means it comes from data and cannot be granted as it is. */
export interface GrantRequest {
  kind: Grant['kind'];
  target: string | null;
}

export const sameGrant = (a: Grant, b: Grant): boolean => a.kind === b.kind && a.target === b.target;
