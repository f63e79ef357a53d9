import { Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { callStep } from '../pieces/flow-actions/edit-steps.ts';
import { edit, useEditor } from '../stores/editor.ts';
import { changeNote, removeNote } from '../stores/flow-edits.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './FlowList.module.css';

/** The notes of the flow below its steps, and the comments with the step each is about. */
export const ListNotes = (): ReactElement | null => {
  const notes = useEditor((state) => state.document.notes);
  if (notes.length === 0) return null;
  return (
    <section className={styles.notes} aria-label="Notes">
      <h2 className={styles.notesTitle}>Notes</h2>
      {notes.map(({ id, text, node }) => (
        <div key={id} className={styles.note}>
          <div className={styles.noteAbout}>
            {node === undefined ? 'About the flow' : `About ${callStep(node)}`}
            <IconButton
              label="Delete this note"
              icon={Trash2}
              size="small"
              onPress={() => edit('delete a note', (flow) => removeNote(flow, id))}
            />
          </div>
          <textarea
            value={text}
            maxLength={10_000}
            rows={2}
            aria-label={node === undefined ? 'Note' : 'Comment on a step'}
            placeholder="Write something for whoever looks at this next."
            onChange={(event) => {
              const { value } = event.target;
              edit('write a note', (flow) => changeNote(flow, id, { text: value }), `note ${id}`);
            }}
          />
        </div>
      ))}
    </section>
  );
};
