import { ChevronRight } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { FlowNode, OnError } from '../client/types.ts';
import { edit } from '../stores/editor.ts';
import { changeStep } from '../stores/flow-edits.ts';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import styles from './Dock.module.css';
import form from './form/Form.module.css';

const thenWords: Readonly<Record<OnError['then'], string>> = {
  stop: 'stop the flow',
  continue: 'carry on',
  branch: 'do something else',
};

/** "try again 3 times, then stop the flow" */
const inWords = ({ retries, then }: OnError): string => {
  if (retries === 0) return thenWords[then];
  return `try again ${retries === 1 ? 'once' : `${retries} times`}, then ${thenWords[then]}`;
};

interface FailureSectionProps {
  node: FlowNode;
  /** How long a step of this kind may take unless the person says otherwise. */
  usualTimeoutMs: number;
}

/** What a step does when it fails, how long it may take, and whether it is left out. */
export const FailureSection = ({ node, usualTimeoutMs }: FailureSectionProps): ReactElement => {
  const [isOpen, setOpen] = useState(false);
  const { onError, timeoutMs = usualTimeoutMs, skip } = node;
  const change = (label: string, part: Partial<Pick<FlowNode, 'onError' | 'timeoutMs' | 'skip'>>): void =>
    edit(label, (flow) => changeStep(flow, node.id, part), `${node.id} ${label}`);
  const changeError = (part: Partial<OnError>): void =>
    change('change what happens on failure', { onError: { ...onError, ...part } });
  return (
    <div className={styles.failure}>
      <AriaButton
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
        className={`${form.disclosure ?? ''} ${isOpen ? (form.disclosed ?? '') : ''}`}
      >
        <ChevronRight size={15} aria-hidden="true" />
        <span className={styles.failureSummary}>
          If this fails: <b>{inWords(onError)}</b>
        </span>
      </AriaButton>
      {isOpen && (
        <>
          <div className={styles.pair}>
            <NumberField
              label="Try again"
              unit="times"
              min={0}
              max={20}
              value={onError.retries}
              onChange={(retries) => changeError({ retries: retries ?? 0 })}
            />
            <NumberField
              label="First wait"
              unit="seconds"
              min={0}
              max={86_400}
              value={onError.firstDelayMs / 1000}
              onChange={(seconds) => changeError({ firstDelayMs: Math.round((seconds ?? 0) * 1000) })}
            />
          </div>
          <SelectField
            label="And then"
            value={onError.then}
            options={[
              { id: 'stop', label: 'Stop the flow' },
              { id: 'continue', label: 'Carry on with the next step' },
              { id: 'branch', label: 'Do something else', hint: 'Goes on at the line “failed”' },
            ]}
            onChange={(then) => changeError({ then: then as OnError['then'] })}
          />
          <NumberField
            label="Longest time"
            unit="seconds"
            min={1}
            max={86_400}
            value={timeoutMs / 1000}
            onChange={(seconds) =>
              seconds !== null && change('change the longest time', { timeoutMs: Math.round(seconds * 1000) })
            }
          />
        </>
      )}
      <CheckboxField
        label="Skip this step"
        help={skip ? 'The flow goes past it and hands on nothing from here.' : undefined}
        isChecked={skip}
        onChange={(next) => change(next ? 'skip a step' : 'use a step again', { skip: next })}
      />
    </div>
  );
};
