import { readPath } from '../../client/templates.ts';
import type { JsonValue, Scope, TemplatePath } from '../../client/types.ts';
import { showValue } from '../values/show-value.ts';
import { type Chip, writeChip } from './chip.ts';
import { workOut } from './pipeline.ts';

/** A list on a place for one value: which of its values is meant is asked once, in words (ux.md D6). Pure. */
export interface ListChoice {
  id: 'first' | 'last' | 'join' | 'count' | 'whole' | 'each';
  label: string;
  chip: Chip;
  preview: string;
  /** The list the step is to be repeated for; then the chip reads its item. */
  repeat?: TemplatePath;
}

const previewOf = (chip: Chip, scope: Scope): string => {
  const outcome = workOut(writeChip(chip), scope);
  return 'value' in outcome ? showValue(outcome.value, 60) : 'empty';
};

/** Where a path goes into a list: the list, and what is read of each element. */
const listIn = (path: TemplatePath): { list: TemplatePath; below: TemplatePath } | undefined => {
  const at = path.findIndex((key, index) => index > 0 && key === 0);
  return at < 0 ? undefined : { list: path.slice(0, at), below: path.slice(at + 1) };
};

const holdsRecords = (list: JsonValue | undefined): boolean =>
  Array.isArray(list) && list.some((item) => typeof item === 'object' && item !== null);

/** Doing the whole step once for each item: in it, the field is read of the item. */
const eachChoice = (list: TemplatePath, below: TemplatePath, scope: Scope): ListChoice => {
  const items = readPath(scope, list);
  const count = Array.isArray(items) ? items.length : 0;
  const label = count > 0 ? `Do this step for each of the ${count}` : 'Do this step for each';
  const first = Array.isArray(items) ? readPath({ ...scope, item: items[0] ?? null }, ['item', ...below]) : undefined;
  return {
    id: 'each',
    label,
    chip: { path: ['item', ...below], filters: [] },
    preview: count > 1 ? `${showValue(first, 40)}, then ${count - 1} more` : showValue(first, 60),
    repeat: list,
  };
};

/** The ways to use a list, or a field inside one, where one value belongs; none when the path is about one value anyway. */
export const listChoices = (
  path: TemplatePath,
  value: JsonValue | undefined,
  scope: Scope,
  canRepeat: boolean,
): ListChoice[] => {
  const inside = Array.isArray(value) ? { list: path, below: [] } : listIn(path);
  if (!inside) return [];
  const { list, below } = inside;
  const choice = (id: ListChoice['id'], label: string, chip: Chip): ListChoice => ({
    id,
    label,
    chip,
    preview: previewOf(chip, scope),
  });
  const ofEach = below.length === 0 ? [] : [{ name: 'map', args: [below.join('.')] }];
  return [
    choice('first', 'The first', { path: [...list, 'first', ...below], filters: [] }),
    choice('last', 'The last', { path: [...list, 'last', ...below], filters: [] }),
    // Records joined into a text would be no text anyone wants.
    ...(below.length === 0 && holdsRecords(readPath(scope, list))
      ? []
      : [choice('join', 'All, joined', { path: list, filters: [...ofEach, { name: 'join', args: [', '] }] })]),
    choice('count', 'How many there are', { path: list, filters: [{ name: 'size', args: [] }] }),
    choice('whole', 'The whole list', { path: list, filters: ofEach }),
    ...(canRepeat ? [eachChoice(list, below, scope)] : []),
  ];
};
