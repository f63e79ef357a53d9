import type { ReactElement } from 'react';
import { edit } from '../../stores/editor.ts';
import { setParam } from '../../stores/flow-edits.ts';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { setHookParam, useHookParams } from './use-hook-params.ts';
import styles from './Webhook.module.css';

type Way = 'at-once' | 'when-done' | 'text';

/** What the sender is told. It is always told only after the delivery is safely stored. */
export const AnswerField = ({ node }: { node: string }): ReactElement => {
  const { respond, responseBody } = useHookParams(node);
  const way: Way = respond === 'when-done' ? 'when-done' : responseBody === undefined ? 'at-once' : 'text';
  const choose = (next: Way): void =>
    edit('Change the answer', (flow) => {
      setParam(flow, node, ['respond'], next === 'when-done' ? 'when-done' : undefined);
      setParam(flow, node, ['responseBody'], next === 'text' ? (responseBody ?? 'ok') : undefined);
    });
  const text = typeof responseBody === 'string' ? responseBody : JSON.stringify(responseBody, null, 2);
  return (
    <section aria-label="Answer to the sender" className={styles.stack}>
      <RadioGroupField
        label="Answer to the sender"
        value={way}
        options={[
          { id: 'at-once', label: 'At once, when it is safely stored' },
          { id: 'when-done', label: 'When the flow is done', help: 'Waits 10 seconds at the most.' },
          { id: 'text', label: 'At once, with my own text' },
        ]}
        onChange={choose}
      />
      {way === 'text' && (
        <TextField
          label="Text of the answer"
          isMultiline
          value={text ?? ''}
          onChange={(value) => setHookParam('Change the answer', node, ['responseBody'], value)}
        />
      )}
    </section>
  );
};
