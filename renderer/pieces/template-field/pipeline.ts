import { parseTemplate, toFault } from '../../client/templates.ts';
import type { JsonValue, Scope } from '../../client/types.ts';
import { typeOfValue, type ValueType } from '../values/value-type.ts';
import { type Chip, type Filter, type Literal, writeChip } from './chip.ts';
import { type Argument, type Transform, transforms } from './transforms.ts';

/** What is done to a field, one change after the other. Pure. */

/** One change of a chip; without a transform it is a filter the table has no words for. */
export interface Change {
  transform: Transform | undefined;
  inputs: readonly Literal[];
  filters: readonly Filter[];
}

const fits = (
  wanted: Argument,
  input: Transform['inputs'][number] | undefined,
  actual: Literal | undefined,
): boolean => {
  if (typeof wanted !== 'object') return wanted === actual;
  if (actual === undefined) return false;
  if (input?.kind === 'number') return typeof actual === 'number';
  if (input?.kind === 'choice') return input.choices?.some(({ value }) => value === actual) ?? false;
  return typeof actual === 'string';
};

const readAs = (transform: Transform, filters: readonly Filter[]): Change | undefined => {
  const inputs: Literal[] = transform.inputs.map(({ initial }) => initial);
  const used = filters.slice(0, transform.filters.length);
  const isSame = transform.filters.every(({ name, args }, place) => {
    const filter = used[place];
    if (filter?.name !== name || filter.args.length !== args.length) return false;
    return args.every((argument, index) => {
      const actual = filter.args[index];
      const input = typeof argument === 'object' ? transform.inputs[argument.input] : undefined;
      if (!fits(argument, input, actual)) return false;
      if (typeof argument === 'object' && actual !== undefined) inputs[argument.input] = actual;
      return true;
    });
  });
  return isSame ? { transform, inputs, filters: used } : undefined;
};

/** The longest change that begins here: "Part before" is two filters, not a split and a first. */
const readNext = (filters: readonly Filter[], type: ValueType): Change => {
  const found = transforms
    .flatMap((transform) => readAs(transform, filters) ?? [])
    .sort((a, b) => b.filters.length - a.filters.length || Number(isFor(b, type)) - Number(isFor(a, type)));
  return found[0] ?? { transform: undefined, inputs: [], filters: filters.slice(0, 1) };
};

const isFor = ({ transform }: Change, type: ValueType): boolean => transform?.fits.includes(type) ?? false;

export const writeChange = (transform: Transform, inputs: readonly Literal[]): Filter[] =>
  transform.filters.map(({ name, args }) => ({
    name,
    args: args.map((argument) => (typeof argument === 'object' ? (inputs[argument.input] ?? '') : argument)),
  }));

/** A value worked out, or why it could not be. */
export type Outcome = { value: JsonValue } | { fault: string; isMissing: boolean };

/** Works a template out on what is known; never throws. */
export const workOut = (template: string, scope: Scope): Outcome => {
  try {
    return { value: parseTemplate(template).evaluate(scope) };
  } catch (thrown) {
    const { message, code } = toFault(thrown);
    return { fault: message, isMissing: code === 'template.missing-value' };
  }
};

export const typeOfOutcome = (outcome: Outcome): ValueType =>
  'value' in outcome ? typeOfValue(outcome.value) : 'empty';

/** The changes of a chip, each with what comes out of it. */
export const readChanges = (chip: Chip, scope: Scope): { key: string; change: Change; outcome: Outcome }[] => {
  const changes: { key: string; change: Change; outcome: Outcome }[] = [];
  let type = typeOfOutcome(workOut(writeChip({ ...chip, filters: [] }), scope));
  for (let at = 0; at < chip.filters.length; ) {
    const change = readNext(chip.filters.slice(at), type);
    at += change.filters.length;
    const outcome = workOut(writeChip({ ...chip, filters: chip.filters.slice(0, at) }), scope);
    type = typeOfOutcome(outcome);
    // The same change may be there twice; its place tells them apart.
    changes.push({ key: `${at} ${change.filters[0]?.name}`, change, outcome });
  }
  return changes;
};

/** A chip with these changes instead of its own. */
export const withChanges = (chip: Chip, changes: readonly Change[]): Chip => ({
  ...chip,
  filters: changes.flatMap(({ filters }) => filters),
});

/** What every change that fits would make of a value, by name or other words. */
export const offerTransforms = (
  chip: Chip,
  scope: Scope,
  query = '',
): { transform: Transform; outcome: Outcome; chip: Chip }[] => {
  const type = typeOfOutcome(workOut(writeChip(chip), scope));
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return transforms.flatMap((transform) => {
    if (type !== 'empty' && !transform.fits.includes(type)) return [];
    const text = [transform.label, transform.group, ...transform.synonyms].join(' ').toLowerCase();
    if (!words.every((word) => text.includes(word))) return [];
    const next: Chip = {
      ...chip,
      filters: [
        ...chip.filters,
        ...writeChange(
          transform,
          transform.inputs.map(({ initial }) => initial),
        ),
      ],
    };
    return [{ transform, outcome: workOut(writeChip(next), scope), chip: next }];
  });
};
