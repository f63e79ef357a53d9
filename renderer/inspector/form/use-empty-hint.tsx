import type { ReactNode } from 'react';
import { type Chip, readChip, writeChip } from '../../pieces/template-field/chip.ts';
import { emptyIn, isGone, labelOf, useMapping } from '../../pieces/template-field/mapping.ts';
import { findPlaceholders } from '../../pieces/template-field/split-template.ts';
import { MenuButton } from '../../ui/MenuButton.tsx';
import styles from './Form.module.css';

/** Says of a field in a text that it is empty in some examples, and asks what is to be done then; undefined when none is. */
export const useEmptyHint = (template: string, label: string, onChange: (template: string) => void): ReactNode => {
  const mapping = useMapping();
  for (const { from, to, inside } of findPlaceholders(template)) {
    const chip = readChip(inside);
    if (!chip || chip.ifEmpty !== undefined || isGone(mapping, chip.path)) continue;
    const empty = emptyIn(mapping, chip.path);
    if (empty.length === 0) continue;
    const put = (next: Chip): void => onChange(template.slice(0, from) + writeChip(next) + template.slice(to));
    return (
      <span className={styles.emptyHint}>
        “{labelOf(mapping, chip.path)}” is empty in {empty.length} of {mapping.examples.length}{' '}
        {mapping.examples.length === 1 ? 'example' : 'examples'}. If empty:
        <MenuButton
          label={`If ${label} is empty`}
          kind="quiet"
          size="small"
          items={[
            { id: 'blank', label: 'Leave blank', onSelect: () => put({ ...chip, ifEmpty: '' }) },
            { id: 'dash', label: 'Use “-”', onSelect: () => put({ ...chip, ifEmpty: '-' }) },
            { id: 'there', label: 'Use “there”', onSelect: () => put({ ...chip, ifEmpty: 'there' }) },
          ]}
        >
          stop this step
        </MenuButton>
      </span>
    );
  }
  return undefined;
};
