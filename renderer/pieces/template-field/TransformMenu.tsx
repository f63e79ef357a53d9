import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import type { JsonValue } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { showValue } from '../values/show-value.ts';
import type { ValueType } from '../values/value-type.ts';
import { type Chip, writeChip } from './chip.ts';
import { useMapping } from './mapping.ts';
import { type Outcome, offerTransforms, typeOfOutcome, workOut } from './pipeline.ts';
import styles from './TransformMenu.module.css';
import { examplesOf } from './transform-examples.ts';
import type { Transform, TransformGroup } from './transforms.ts';

interface TransformMenuProps {
  chip: Chip;
  onChoose: (chip: Chip) => void;
  onClose: () => void;
}

const groups: readonly TransformGroup[] = ['Text', 'Number', 'Date', 'List', 'Choice', 'Anything'];

const ownGroup: Readonly<Partial<Record<ValueType, TransformGroup>>> = { number: 'Number', date: 'Date', list: 'List' };

/** What is meant for this type of value comes first. */
const groupsFor = (type: ValueType): TransformGroup[] => {
  const first = ownGroup[type] ?? 'Text';
  return [first, ...groups.filter((group) => group !== first)];
};

/** What comes out, in a few words. */
export const outcomeWords = (outcome: Outcome): string => ('value' in outcome ? showValue(outcome.value, 60) : '–');

/** "For example: Ana becomes ANA." Only examples made with what is filled in at first say what will happen. */
export const exampleWords = ({ id }: Transform): string | undefined => {
  const example = examplesOf(id).find(([, , result, inputs]) => inputs === undefined && !(result instanceof RegExp));
  if (!example) return undefined;
  const [, value, result] = example;
  return `For example: ${showValue(value, 40)} becomes ${showValue(result as JsonValue, 40)}.`;
};

/** Everything that can be done to a field; each shows what would come out before it is chosen. */
export const TransformMenu = ({ chip, onChoose, onClose }: TransformMenuProps): ReactElement => {
  const { scope } = useMapping();
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  const type = typeOfOutcome(workOut(writeChip(chip), scope));
  const offers = useMemo(() => offerTransforms(chip, scope, query), [chip, scope, query]);
  return (
    <div className={styles.menu}>
      <div className={styles.top}>
        <SearchField label="Find a change" value={query} onChange={setQuery} inputRef={search} />
        <Button kind="quiet" size="small" onPress={onClose}>
          Back
        </Button>
      </div>
      {offers.length === 0 && <p className={styles.nothing}>Nothing matches.</p>}
      <div className={styles.list}>
        {groupsFor(type).map((group) => {
          const own = offers.filter(({ transform }) => transform.group === group);
          return (
            own.length > 0 && (
              <fieldset key={group} className={styles.group}>
                <legend className={styles.title}>{group}</legend>
                {own.map(({ transform, outcome, chip: next }) => (
                  <button
                    key={transform.id}
                    type="button"
                    className={styles.offer}
                    aria-label={`${transform.label}: ${outcomeWords(outcome)}`}
                    title={exampleWords(transform)}
                    onClick={() => onChoose(next)}
                  >
                    <span className={styles.name}>{transform.label}</span>
                    <span className={styles.result}>{outcomeWords(outcome)}</span>
                  </button>
                ))}
              </fieldset>
            )
          );
        })}
      </div>
    </div>
  );
};
