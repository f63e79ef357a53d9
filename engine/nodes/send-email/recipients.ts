import { z } from 'zod';
import type { AddressField } from '../../model/mail.ts';
import { Template } from '../../model/template.ts';
import { templated, text } from '../params.ts';

const entry = z.union([z.null(), text()]);

/** Addresses as one text, or as a list whose entries may be lists again; empty values count as no address. */
export const recipients = () => templated(z.union([entry, z.array(z.union([entry, z.array(entry)]))])).default('');
export type Recipients = z.output<ReturnType<typeof recipients>>;

const sources = (typed: Recipients): Template[] => {
  if (typed instanceof Template) return [typed];
  return Array.isArray(typed) ? typed.flatMap((inner) => sources(inner)) : [];
};

/** What is known about a field of addresses before there is data. */
export interface FieldPlan {
  /** Its placeholders, for the sentence that says which one was empty. */
  source: string;
  typedSeparators: number | null;
}

/** Data fills the places a person laid out; how many there are is counted in the text as it was typed. */
export const planField = (typed: Recipients): FieldPlan => {
  const templates = sources(typed);
  if (templates.length === 0) return { source: '', typedSeparators: null };
  const source = templates.map((template) => template.source).join(', ');
  const literal = typed instanceof Template ? typed.source.replace(/\{\{.*?\}\}/gs, '') : '';
  return { source, typedSeparators: literal.split(/[,;]/).length - 1 };
};

/** The field with its values, in the form the mailer takes. A value of another kind was refused by the schema. */
export const fillField = (value: unknown, { typedSeparators }: FieldPlan): AddressField => ({
  value: (Array.isArray(value) ? value.flat(2) : value) as AddressField['value'],
  typedSeparators,
});
