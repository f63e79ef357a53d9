import { type ReactElement, useState } from 'react';
import { call } from '../client/connection.ts';
import type { FaultData, Grant, JsonRecord, JsonValue } from '../client/types.ts';
import { refreshReport, useEditor } from '../stores/editor.ts';
import { openStep } from '../stores/selection.ts';
import { pin } from '../stores/testing.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './Dock.module.css';

interface FaultCardProps {
  fault: FaultData;
  /** The step that failed. */
  step: string;
  /** Whether that is the step on screen. */
  isHere: boolean;
  label?: string | undefined;
  onTest: () => void;
}

const grantKinds: readonly string[] = ['read-file', 'write-file', 'database', 'private-address', 'program'];

const missingGrant = ({ code, data }: FaultData): Grant | undefined => {
  if (code !== 'grant.missing' || typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { kind, target } = data as JsonRecord;
  if (typeof kind !== 'string' || typeof target !== 'string' || !grantKinds.includes(kind)) return undefined;
  return { kind: kind as Grant['kind'], target };
};

const AnswerDialog = ({ step, onClose }: { step: string; onClose: () => void }): ReactElement => {
  const sample = useEditor(({ inspection }) => inspection.steps[step]?.sample);
  const [text, setText] = useState(() => JSON.stringify(sample ?? {}, null, 2));
  let answer: JsonValue | undefined;
  try {
    answer = JSON.parse(text) as JsonValue;
  } catch {
    answer = undefined;
  }
  return (
    <Dialog
      title="Type an example answer"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={answer === undefined}
            onPress={() => {
              pin(step, answer);
              onClose();
            }}
          >
            Use in tests
          </Button>
        </>
      }
    >
      <TextField
        label="Answer"
        help="Used in tests only, instead of asking the service. Live runs always ask."
        isMultiline
        isMono
        rows={10}
        value={text}
        onChange={setText}
        error={answer === undefined ? 'A comma, a quote or a bracket is missing.' : undefined}
      />
    </Dialog>
  );
};

/** Why a test stopped, what to do about it, and the button that does it. */
export const FaultCard = ({ fault, step, isHere, label, onTest }: FaultCardProps): ReactElement => {
  const [isAnswering, setAnswering] = useState(false);
  const flow = useEditor(({ flowId }) => flowId);
  const grant = missingGrant(fault);
  const allow = async (wanted: Grant): Promise<void> => {
    if (flow === null) return;
    await call('flows.allow', { flow, allow: [wanted] });
    await refreshReport();
    onTest();
  };
  return (
    <div className={styles.fault} role="alert">
      {!isHere && <p className="type-meta">The test stopped before this step, at “{label ?? step}”.</p>}
      <p className={styles.faultTitle}>{fault.message}</p>
      {fault.fix !== undefined && <p>{fault.fix}</p>}
      <div className={styles.actions}>
        {grant && (
          <Button
            kind="primary"
            size="small"
            onPress={() => void allow(grant).catch((thrown: Error) => toast({ tone: 'err', title: thrown.message }))}
          >
            Allow
          </Button>
        )}
        {!isHere && (
          <Button size="small" onPress={() => openStep(step)}>
            Open that step
          </Button>
        )}
        {fault.who === 'world' && (
          <>
            <Button size="small" onPress={onTest}>
              Try again
            </Button>
            <Button size="small" onPress={() => setAnswering(true)}>
              Type an example answer
            </Button>
          </>
        )}
        <CopyButton text={JSON.stringify(fault, null, 2)} label="Copy details" />
      </div>
      {isAnswering && <AnswerDialog step={step} onClose={() => setAnswering(false)} />}
    </div>
  );
};
