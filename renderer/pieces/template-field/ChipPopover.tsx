import { CalendarDays, Replace, Trash2, WandSparkles } from 'lucide-react';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { showValue } from '../values/show-value.ts';
import { ChangeList } from './ChangeList.tsx';
import { type Chip, readChip, writeChip } from './chip.ts';
import { viewChip } from './chip-view.ts';
import { emptyIn, useMapping, whereFrom } from './mapping.ts';
import { offerTransforms, typeOfOutcome, workOut } from './pipeline.ts';
import styles from './TemplateField.module.css';
import { outcomeWords, TransformMenu } from './TransformMenu.tsx';

interface ChipPopoverProps {
  triggerRef: RefObject<Element | null>;
  /** What stands between the braces; null while it is closed. */
  inside: string | null;
  onChange: (placeholder: string) => void;
  onReplace: () => void;
  onRemove: () => void;
  onClose: () => void;
}

/** What a field that is empty does: `default` is what the flow keeps. */
const IfEmpty = ({ chip, onChange }: { chip: Chip; onChange: (chip: Chip) => void }): ReactElement => {
  const { ifEmpty, ...rest } = chip;
  const [isTyping, setTyping] = useState(ifEmpty !== undefined && ifEmpty !== '');
  const value = ifEmpty === undefined && !isTyping ? 'stop' : ifEmpty === '' && !isTyping ? 'blank' : 'text';
  const text = useRef<HTMLInputElement>(null);
  const [isTextWanted, setTextWanted] = useState(false);
  const choose = (id: string): void => {
    setTyping(id === 'text');
    setTextWanted(id === 'text');
    if (id === 'stop') onChange(rest);
    else if (id === 'blank') onChange({ ...rest, ifEmpty: '' });
  };
  /**
   * As the list closes, the focus goes back to its button or, on a busy computer, to the window around it; whoever wants a text
   * types it next. What the person does after that is theirs.
   */
  useEffect(() => {
    const around = text.current?.closest('[role="dialog"]');
    if (!isTextWanted || !around) return;
    const settled = new AbortController();
    const passOn = (): void => text.current?.focus();
    const leave = (): void => setTextWanted(false);
    around.addEventListener('focusin', passOn, { signal: settled.signal });
    around.addEventListener('keydown', leave, { signal: settled.signal, capture: true });
    around.addEventListener('pointerdown', leave, { signal: settled.signal, capture: true });
    passOn();
    return () => settled.abort();
  }, [isTextWanted]);
  return (
    <>
      <SelectField
        label="If empty"
        size="small"
        value={value}
        onChange={choose}
        options={[
          { id: 'stop', label: 'Stop this step' },
          { id: 'text', label: 'Use a fixed text' },
          { id: 'blank', label: 'Leave blank' },
        ]}
      />
      {value === 'text' && (
        <TextField
          label="Text to use"
          isLabelHidden
          inputRef={text}
          placeholder="friend"
          value={String(ifEmpty ?? '')}
          onChange={(typed) => onChange({ ...rest, ifEmpty: typed })}
        />
      )}
    </>
  );
};

const Formula = ({ inside, onChange }: { inside: string; onChange: (placeholder: string) => void }): ReactElement => (
  <details>
    <summary className={styles.heading}>Advanced</summary>
    <TextField
      label="Formula"
      isMono
      isMultiline
      value={`{{${inside}}}`}
      onChange={(text) => /^\{\{[\s\S]*\}\}$/.test(text) && onChange(text)}
    />
  </details>
);

/** A date as it was sent is nothing for people to read: how they write it is one press away. */
const DateOffer = ({ chip, onChange }: { chip: Chip; onChange: (chip: Chip) => void }): ReactElement | null => {
  const { scope } = useMapping();
  const offer = offerTransforms(chip, scope).find(({ transform }) => transform.group === 'Date');
  if (chip.filters.length > 0 || !offer) return null;
  const { transform, outcome, chip: next } = offer;
  return (
    <Button
      size="small"
      icon={CalendarDays}
      aria-label={`${transform.label}: ${outcomeWords(outcome)}`}
      onPress={() => onChange(next)}
    >
      Show as {outcomeWords(outcome)}
    </Button>
  );
};

const Inside = ({
  inside,
  onChange,
  onReplace,
  onRemove,
}: Omit<ChipPopoverProps, 'triggerRef' | 'inside'> & { inside: string }): ReactElement => {
  const mapping = useMapping();
  const [isChoosing, setChoosing] = useState(false);
  const chip = readChip(inside);
  const { label, fault } = viewChip(inside, mapping);
  const put = (next: Chip): void => onChange(writeChip(next));
  if (chip && isChoosing)
    return (
      <TransformMenu
        chip={chip}
        onClose={() => setChoosing(false)}
        onChoose={(next) => {
          setChoosing(false);
          put(next);
        }}
      />
    );
  const result = workOut(`{{${inside}}}`, mapping.scope);
  const empties = chip ? emptyIn(mapping, chip.path) : [];
  return (
    <div className={styles.popover}>
      <div className={styles.what}>
        <b>{label}</b>
        {chip && <span className="type-meta">{whereFrom(mapping, chip.path)}</span>}
        <span className={styles.whatSample}>{'value' in result ? showValue(result.value) : fault}</span>
        {empties.length > 0 && (
          <span className="type-meta">
            Empty in {empties.length} of {mapping.examples.length} examples
          </span>
        )}
      </div>
      {chip ? (
        <>
          <div>
            <div className={styles.heading}>Change how it looks</div>
            <ChangeList chip={chip} scope={mapping.scope} onChange={put} />
            {'value' in result && typeOfOutcome(result) === 'date' && <DateOffer chip={chip} onChange={put} />}
            <Button size="small" kind="quiet" icon={WandSparkles} onPress={() => setChoosing(true)}>
              Add a change
            </Button>
          </div>
          <IfEmpty chip={chip} onChange={put} />
        </>
      ) : (
        <Formula inside={inside} onChange={onChange} />
      )}
      <div className={styles.foot}>
        <Button size="small" kind="quiet" icon={Replace} onPress={onReplace}>
          Replace
        </Button>
        <Button size="small" kind="quiet" icon={Trash2} onPress={onRemove}>
          Remove
        </Button>
      </div>
    </div>
  );
};

/** Everything about one chip: what it is, how it looks, what to do when it is empty. Changes are made at once and can be undone. */
export const ChipPopover = ({ triggerRef, inside, onClose, ...rest }: ChipPopoverProps): ReactElement => (
  <Popover triggerRef={triggerRef} isOpen={inside !== null} onClose={onClose} label="This field">
    {inside !== null && <Inside inside={inside} onClose={onClose} {...rest} />}
  </Popover>
);
