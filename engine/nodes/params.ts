import { z } from 'zod';
import { Template } from '../model/template.ts';

/**
 * Building blocks of params schemas. The compiler replaces every text with a placeholder by a {@link Template} and
 * validates; the run loop replaces every template by its value and validates again with the same schema. Data can
 * never become a template: only the compiler makes them.
 */

const template = z.instanceof(Template, { error: 'Template' }).meta({ id: 'template', title: 'Template' });

/** A value that may also be a template. */
export const templated = <Inner extends z.ZodType>(inner: Inner) => z.union([inner, template]);

const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

/** Text; a number or yes/no that arrives through a template is written out. */
export const text = (inner: z.ZodString = z.string()) => templated(z.preprocess(asText, inner));

const strictNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : value;

/** A number; text that is exactly a number is accepted, independent of the language of the computer. */
export const number = (inner: z.ZodNumber = z.number()) => templated(z.preprocess(strictNumber, inner));

const isTree = (value: unknown): boolean => {
  if (value === null || value instanceof Template) return true;
  if (typeof value !== 'object') return typeof value !== 'undefined' && typeof value !== 'function';
  return Object.values(value).every(isTree);
};

/** Any JSON tree whose texts may be templates. One function, because it is checked again at every step of every run. */
export const tree: z.ZodType<TemplateTree> = z.custom<TemplateTree>(isTree, { error: 'This is not a value' });
export type TemplateTree =
  | Template
  | null
  | boolean
  | number
  | string
  | TemplateTree[]
  | { [key: string]: TemplateTree };

/** `[{name, value}]`, used for headers, query parts and form fields. */
export const nameValues = z.array(z.strictObject({ name: z.string().min(1), value: text() }));
