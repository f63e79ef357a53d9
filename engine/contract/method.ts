import { z } from 'zod';

/** A method: what it takes is checked at the door, what it returns is a type. */
export interface Method<Input extends z.ZodType, Output> {
  input: Input;
  /** Never set; carries the type. */
  output?: Output;
}

export const method =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Method<Input, Output> => ({ input });

/** A flow by its name or id. */
export const flowRef = z.string().min(1);

/** The input of a call that takes none. */
export const nothing = z.strictObject({});
