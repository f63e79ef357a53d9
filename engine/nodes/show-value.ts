import { isRecord } from '../model/json.ts';
import { Template } from '../model/template.ts';

/** Whether a params tree holds a placeholder anywhere, so that its value is not known before data arrives. */
export const hasTemplate = (value: unknown): boolean => {
  if (value instanceof Template) return true;
  if (Array.isArray(value)) return value.some(hasTemplate);
  return isRecord(value) && Object.values(value).some(hasTemplate);
};

const shorten = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);

/**
 * A value as it stands in a sentence: a template as the person typed it, a text in quotes, anything else as JSON;
 * at most `limit` characters, so that one long value never hides the rest of the sentence.
 */
export const showValue = (value: unknown, limit = 80): string => {
  if (value === null || value === undefined) return 'nothing';
  if (value instanceof Template) return shorten(value.source, limit);
  return shorten(JSON.stringify(value), limit);
};
