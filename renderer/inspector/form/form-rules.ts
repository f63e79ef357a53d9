import type { FormField, JsonRecord, JsonValue, Problem } from '../../client/types.ts';
import { getAt, type ParamPath, writeParamPath } from '../../stores/set-at.ts';

/** Which fields of a form are shown and what stands in them. Pure. */

/** The value of a param: what was typed, else what it is by itself. */
export const valueAt = (params: JsonRecord, defaults: JsonRecord, path: ParamPath): JsonValue | undefined => {
  const own = getAt(params, path);
  return own === undefined ? getAt(defaults, path) : own;
};

/** Whether a field is shown, given the values beside it. */
export const isShown = (field: FormField, valueFor: (name: string) => JsonValue | undefined): boolean => {
  if (!field.when) return true;
  const value = valueFor(field.when.param);
  return field.when.is.includes(value === undefined || value === null ? '' : String(value));
};

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How many of some fields are not as they are by themselves. */
export const countChanged = (fields: readonly FormField[], params: JsonRecord, defaults: JsonRecord): number =>
  fields.filter(({ name }) => params[name] !== undefined && !isSame(params[name], defaults[name])).length;

/** Whether nothing stands in a field. */
export const isBlank = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The problem of a field: its own or, with `isWhole`, one of anything in it. */
export const problemAt = (
  problems: readonly Problem[],
  node: string,
  path: ParamPath,
  isWhole = true,
): Problem | undefined => {
  const name = writeParamPath(path);
  return problems.find(
    ({ node: at, param }) => at === node && (param === name || (isWhole && param?.startsWith(`${name}.`))),
  );
};

/** An id for a branch made from the text it is about, that no other branch has. */
export const portFrom = (text: string, taken: readonly string[]): string => {
  const stem =
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'branch';
  const reserved = ['otherwise', 'failed', ...taken];
  if (!reserved.includes(stem)) return stem;
  let number = 2;
  while (reserved.includes(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
};

/** The fields of the group a path leads into; none for the top of the form, where every param has a place whatever is chosen. */
const fieldsAround = (form: readonly FormField[], path: ParamPath): readonly FormField[] => {
  let fields = form;
  for (const key of path.slice(0, -1)) {
    if (typeof key === 'number') continue;
    const holder = fields.find(({ name }) => name === key);
    fields = holder?.kind === 'group' || holder?.kind === 'list' ? holder.fields : [];
  }
  return path.length > 1 ? fields : [];
};

/** What belongs to another choice of a group than the one now made, and is not allowed beside it. */
export const leftOver = (form: readonly FormField[], path: ParamPath, choice: string): string[] => {
  const around = fieldsAround(form, path);
  const kept = around.filter(({ when }) => !when || when.param !== path.at(-1) || when.is.includes(choice));
  return around.map(({ name }) => name).filter((name) => !kept.some((field) => field.name === name));
};
