import { type NodeProps, NodeResizer } from '@xyflow/react';
import { Trash2 } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { edit } from '../stores/editor.ts';
import { changeNote, removeNote } from '../stores/flow-edits.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { NoteNodeType } from './board-model.ts';

const NoteOnCanvas = ({ id, data: { text, isComment }, selected = false }: NodeProps<NoteNodeType>): ReactElement => (
  <>
    <NodeResizer
      isVisible={selected}
      minWidth={120}
      minHeight={64}
      onResizeEnd={(_event, { x, y, width, height }) =>
        edit('resize a note', (flow) =>
          changeNote(flow, id, {
            position: { x: Math.round(x), y: Math.round(y) },
            size: { width: Math.round(width), height: Math.round(height) },
          }),
        )
      }
    />
    <div className={classes(styles.note, selected && styles.pickedNote)}>
      <div className={styles.noteBar}>
        {isComment ? 'Comment' : 'Note'}
        <button
          type="button"
          tabIndex={-1}
          aria-label="Delete this note"
          className={classes(styles.menuButton, 'nodrag')}
          onClick={() => edit('delete a note', (flow) => removeNote(flow, id))}
        >
          <Trash2 size={14} aria-hidden="true" />
        </button>
      </div>
      <textarea
        value={text}
        tabIndex={selected ? 0 : -1}
        maxLength={10_000}
        aria-label={isComment ? 'Comment on a step' : 'Note'}
        placeholder="Write something for whoever looks at this next."
        className={classes(styles.noteText, 'nodrag', 'nowheel', 'nopan')}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        onChange={(event) => {
          const { value } = event.target;
          edit('write a note', (flow) => changeNote(flow, id, { text: value }), `note ${id}`);
        }}
      />
    </div>
  </>
);

/** A free text on the canvas. It is never connected and never runs. */
export const NoteNode = memo(NoteOnCanvas);
