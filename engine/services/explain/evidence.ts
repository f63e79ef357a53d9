import { readPath } from '../../compile/template/read-path.ts';
import type { JsonValue } from '../../model/json.ts';
import type { StoredRun } from '../../model/records.ts';
import { kindOfValue, kindWords } from '../../model/shape.ts';
import type { TemplatePath } from '../../model/template.ts';

/** What earlier runs say about why one stopped. Nothing is guessed beyond them: where they say nothing, so do these (null). */

/** Fewer runs than this prove nothing. */
const enough = 3;

const times = (found: number, all: number): string =>
  found === all ? `all of your last ${all}` : `${found} of your last ${all}`;

const isFilled = (value: JsonValue | undefined): boolean => value !== undefined && value !== null && value !== '';

/** How often a field of what arrived was filled in earlier runs. `path` starts at the payload. */
export const filledBefore = (path: TemplatePath, payloads: readonly JsonValue[]): string | null => {
  if (payloads.length < enough) return null;
  const filled = payloads.filter((payload) => isFilled(readPath(payload, path))).length;
  if (filled === 0) return `It was empty in all of your last ${payloads.length} runs too.`;
  return `It was filled in ${times(filled, payloads.length)} runs.`;
};

/** What kind of value a field of what arrived was in earlier runs, when it was always the same. `path` starts at the payload. */
export const typeBefore = (path: TemplatePath, payloads: readonly JsonValue[]): string | null => {
  if (payloads.length < enough) return null;
  const kinds = payloads
    .map((payload) => kindOfValue(readPath(payload, path) ?? null))
    .filter((kind) => kind !== 'empty');
  const [first] = kinds;
  if (first === undefined || kinds.some((kind) => kind !== first)) return null;
  return `It was ${kindWords[first]} in ${times(kinds.length, payloads.length)} runs.`;
};

type Past = Pick<StoredRun, 'status' | 'version' | 'error'>;

/** Whether it began with a version of the flow. `earlier` are runs before this one, newest first. */
export const sinceVersion = (version: number, earlier: readonly Past[]): string | null => {
  const good = earlier.find(({ status }) => status === 'succeeded');
  if (!good || good.version >= version) return null;
  return `It worked with version ${good.version}. Since version ${version} it has not.`;
};

/** How often the same thing happened before. */
export const sameBefore = (code: string, earlier: readonly Past[]): string | null => {
  const same = earlier.filter(({ status, error }) => status === 'failed' && error?.code === code).length;
  if (same === 0 || earlier.length < enough) return null;
  return `The same happened in ${times(same, earlier.length)} runs.`;
};

/** When it last went well; `shown` writes a time. */
export const lastWorked = (
  earlier: readonly Pick<StoredRun, 'status' | 'finishedAtMs'>[],
  shown: (ms: number) => string,
): string | null => {
  const good = earlier.find(({ status }) => status === 'succeeded');
  return good?.finishedAtMs == null ? null : `It last worked on ${shown(good.finishedAtMs)}.`;
};
