import type { JsonValue } from '../../model/json.ts';
import { asList, asNumber, fieldOfEach, type OwnFilter } from './filter-inputs.ts';

/** The numbers of a list, or of one field of its records; what is empty counts for nothing. */
const numbersOf = (value: unknown, field: unknown): number[] =>
  fieldOfEach(value, field).flatMap((item: JsonValue) => (item === null || item === '' ? [] : [asNumber(item)]));

/** One pass, so that a long list is no burden; null for a list without numbers. */
const reduce = (numbers: readonly number[], choose: (one: number, other: number) => number): number | null =>
  numbers.length === 0 ? null : numbers.reduce(choose);

export const listFilters: Readonly<Record<string, OwnFilter>> = {
  average: (value, field) => {
    const numbers = numbersOf(value, field);
    const sum = reduce(numbers, (one, other) => one + other);
    return sum === null ? null : sum / numbers.length;
  },
  smallest: (value, field) => reduce(numbersOf(value, field), (one, other) => Math.min(one, other)),
  largest: (value, field) => reduce(numbersOf(value, field), (one, other) => Math.max(one, other)),
  /** Counted from 1; from the end with a minus. */
  nth: (value, place) => {
    const at = asNumber(place);
    return asList(value).at(at > 0 ? at - 1 : at) ?? null;
  },
};
