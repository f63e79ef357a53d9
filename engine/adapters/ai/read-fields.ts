import type { AiField } from '../../model/ai.ts';
import { describeType, isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { parseJson } from '../../model/parse-json.ts';

/** The fields of an answer, or what is wrong with it: a sentence for the AI and for the person. */
export type ReadFields = { values: JsonRecord } | { field: string | null; problem: string };

const fits: Record<AiField['type'], (value: JsonValue) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  'yes-no': (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

const wanted: Record<AiField['type'], string> = {
  text: 'a text',
  number: 'a number',
  'yes-no': 'yes or no (true or false)',
  list: 'a list of texts',
};

/** Models like to put JSON into a block of Markdown. */
const unfenced = (text: string): string => /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text)?.[1] ?? text;

/** Reads the fields out of an answer. Nothing is converted or guessed: a number that came as a text does not fit. */
export const readFields = (text: string, fields: readonly AiField[]): ReadFields => {
  let json: JsonValue;
  try {
    json = parseJson(unfenced(text));
  } catch {
    return { field: null, problem: 'The answer is not JSON.' };
  }
  if (!isRecord(json)) return { field: null, problem: `The answer is ${describeType(json)} and not a record.` };
  const values: JsonRecord = {};
  for (const { name, type } of fields) {
    const value = Object.hasOwn(json, name) ? json[name] : undefined;
    if (value === undefined) return { field: name, problem: `The field "${name}" is missing.` };
    if (value !== null && !fits[type](value))
      return {
        field: name,
        problem: `The field "${name}" should be ${wanted[type]}, but it is ${describeType(value)}.`,
      };
    values[name] = value;
  }
  return { values };
};
