import { z } from 'zod';

/** Something about a flow that must (error) or should (warning) be changed before it can be switched on. */
export const problemSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** The step it is about; absent for the flow as a whole. */
  node: z.string().optional(),
  /** Dotted path of the param, such as `headers.0.value`. */
  param: z.string().optional(),
  message: z.string(),
  fix: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
