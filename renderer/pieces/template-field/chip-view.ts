import { writePath } from '../../client/templates.ts';
import { showValue } from '../values/show-value.ts';
import { typeOfValue, type ValueType } from '../values/value-type.ts';
import { type Chip, readChip } from './chip.ts';
import { isGone, labelOf, type Mapping } from './mapping.ts';
import { workOut } from './pipeline.ts';

/** What a chip shows. */
export interface ChipView {
  state: 'filled' | 'empty' | 'missing' | 'failed';
  label: string;
  type: ValueType;
  /** The sample, or the word that stands for it. */
  sample: string;
  /** Whether something is done to the field: ƒ. */
  isChanged: boolean;
  /** Undefined for a formula. */
  chip: Chip | undefined;
  /** Why it cannot be worked out. */
  fault: string | undefined;
}

const sampleLength = 28;

/** What the placeholder `{{ inside }}` shows, on the current example. Pure. */
export const viewChip = (inside: string, mapping: Mapping): ChipView => {
  const chip = readChip(inside);
  const outcome = workOut(`{{${inside}}}`, mapping.scope);
  const label = chip ? labelOf(mapping, chip.path) : 'Formula';
  const isChanged = chip === undefined || chip.filters.length > 0;
  const base = { label, isChanged, chip, fault: 'fault' in outcome ? outcome.fault : undefined };
  if (chip && isGone(mapping, chip.path)) return { ...base, state: 'missing', type: 'empty', sample: 'missing' };
  if ('value' in outcome) {
    const type = typeOfValue(outcome.value);
    if (type !== 'empty') return { ...base, state: 'filled', type, sample: showValue(outcome.value, sampleLength) };
    const sample = chip?.ifEmpty === '' ? 'left blank' : 'empty';
    return { ...base, state: chip?.ifEmpty === '' ? 'filled' : 'empty', type, sample };
  }
  return outcome.isMissing
    ? { ...base, state: 'empty', type: 'empty', sample: 'empty' }
    : { ...base, state: 'failed', type: 'empty', sample: 'does not work' };
};

/** A chip read aloud: "Customer name, Ana Duarte, changed". */
export const sayChip = ({ label, sample, state, isChanged }: ChipView): string =>
  [label, sample, isChanged && state === 'filled' && 'changed'].filter(Boolean).join(', ');

/** The field of a chip as the engine writes it, for the curious. */
export const pathText = (chip: Chip): string => writePath(chip.path);
