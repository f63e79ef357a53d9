import { type ReactElement, useEffect, useState } from 'react';
import { call } from '../../client/connection.ts';
import type { FaultData, PastedSample } from '../../client/types.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toasts.ts';
import { CodeBox } from '../code/CodeBox.tsx';
import { asPayload } from './as-payload.ts';
import { keepSample } from './keep-sample.ts';
import styles from './Samples.module.css';

const readAfterMs = 200;

const kindWords: Record<PastedSample['kind'], string> = {
  json: 'JSON',
  form: 'a form',
  curl: 'a curl command',
  'csv-line': 'a line of a table',
};

type Read = { text: string; pasted: PastedSample } | { text: string; fault: FaultData };

/** What the engine makes of a text, a moment after the last change. */
const useReading = (text: string): Read | null => {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (text.trim() === '') {
      setRead(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const next = await call('samples.read', { text }).then(
        (pasted) => ({ text, pasted }),
        (fault: FaultData) => ({ text, fault }),
      );
      if (isCurrent) setRead(next);
    }, readAfterMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text]);
  return read?.text === text ? read : null;
};

/** Where a fault says the text is wrong. */
const lineOf = ({ data }: FaultData): number | undefined =>
  data !== null && typeof data === 'object' && !Array.isArray(data) && typeof data.line === 'number'
    ? data.line
    : undefined;

const Found = ({ pasted }: { pasted: PastedSample }): ReactElement => (
  <Banner tone={pasted.masked.length > 0 ? 'warn' : 'ok'} title={`This is ${kindWords[pasted.kind]}.`}>
    {pasted.notes.map((note) => (
      <p key={note}>{note}</p>
    ))}
  </Banner>
);

interface PasteSampleProps {
  trigger: string;
  type: string;
  path: string;
  /** What was pasted before this was open. */
  start: string;
  onChosen: () => void;
}

/** An example from the clipboard: JSON, a form, a line of a table or a curl command, found out by itself. */
export const PasteSample = ({ trigger, type, path, start, onChosen }: PasteSampleProps): ReactElement => {
  const [text, setText] = useState(start);
  const read = useReading(text);
  const fault = read && 'fault' in read ? read.fault : undefined;
  const pasted = read && 'pasted' in read ? read.pasted : undefined;
  const line = fault && lineOf(fault);
  const keep = (): void => {
    const payload = pasted && asPayload(type, pasted, path, new Date().toISOString());
    const why = payload
      ? keepSample(trigger, 'Pasted', payload)
      : 'This flow needs values with names, such as {"name": "Ana"}.';
    if (why === null) onChosen();
    else toast({ tone: 'err', title: why });
  };
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>Paste what the service sends: JSON, a form, a line of a table or a curl command.</p>
      <CodeBox
        label="What to paste"
        value={text}
        onChange={setText}
        autoFocus
        mistake={
          fault && line !== undefined ? { line, message: fault.message.replace(/\.$/, ''), fix: fault.fix } : undefined
        }
      />
      {fault && line === undefined && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      {pasted && <Found pasted={pasted} />}
      <div className={styles.end}>
        <Button kind="primary" isDisabled={!pasted} onPress={keep}>
          Use as sample
        </Button>
      </div>
    </div>
  );
};
