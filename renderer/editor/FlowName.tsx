import { Pencil } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { edit, useEditor } from '../stores/editor.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './EditorBar.module.css';

const longestName = 200;

/** The name of the flow; a click makes it a field. Enter keeps what was typed, Esc forgets it. */
export const FlowName = (): ReactElement => {
  const name = useEditor(({ document }) => document.name);
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (): void => {
    const wanted = typed?.trim() ?? '';
    if (wanted !== '' && wanted !== name)
      edit('rename the flow', (flow) => {
        flow.name = wanted;
      });
    setTyped(null);
  };
  if (typed !== null)
    return (
      <input
        aria-label="Name of the flow"
        className={styles.nameField}
        value={typed}
        maxLength={longestName}
        ref={(field) => field?.focus()}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={keep}
        onKeyDown={({ key }) => {
          if (key === 'Enter') keep();
          if (key === 'Escape') setTyped(null);
        }}
      />
    );
  return (
    <div className={styles.name}>
      <h1 className={styles.nameWords} title={name}>
        {name}
      </h1>
      <IconButton label="Rename the flow" icon={Pencil} size="small" onPress={() => setTyped(name)} />
    </div>
  );
};
