import { parseBody } from '../../listeners/hooks/parse-body.ts';
import { Fault, personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { findJsonMistake } from '../../model/json-mistake.ts';

/** Says what is wrong with a text that was meant as JSON; null when nothing is. */
const explain = (text: string): Fault | null => {
  const mistake = findJsonMistake(text);
  if (!mistake) return null;
  const { message, fix, line, column } = mistake;
  return personFault('paste.json', message, { fix, data: { line, column } });
};

/**
 * A pasted body as the hook port would have understood it. A mistake in JSON is named in words, with its line, and even when
 * it came as a form: nobody means a form that begins with a bracket. Throws `paste.json`, `json.*` and `body.*` faults.
 */
export const readContent = (text: string, contentType: string | undefined): JsonValue => {
  const meansJson = /^\s*[[{]/.test(text) && contentType?.toLowerCase().includes('urlencoded') === true;
  try {
    const { value } = parseBody(new TextEncoder().encode(text), contentType);
    const mistake = meansJson ? explain(text) : null;
    if (mistake) throw mistake;
    return value;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'json.malformed') throw explain(text) ?? thrown;
    throw thrown;
  }
};
