import { ChevronsLeft, CircleHelp, Plus } from 'lucide-react';
import { type DragEvent, type ReactElement, useState } from 'react';
import type { NodeDescription } from '../client/types.ts';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { addSomewhere } from '../pieces/flow-actions/edit-steps.ts';
import { families } from '../pieces/step-card/families.ts';
import { useNodeList } from '../pieces/step-card/node-types.ts';
import { findSteps } from '../pieces/step-picker/find-steps.ts';
import { helpToChoose } from '../pieces/trigger-coach/coach-store.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './Palette.module.css';

/** What a kind of step is called while it is dragged. */
export const dragType = 'application/x-whenthen-step';

const openKey = 'whenthen.palette';

const Kinds = ({ kinds }: { kinds: readonly NodeDescription[] }): ReactElement => (
  <ul>
    {kinds.map((kind) => (
      <li key={kind.type}>
        <button
          type="button"
          draggable
          className={styles.kind}
          title={kind.description}
          onClick={() => addSomewhere(kind)}
          onDragStart={(event: DragEvent) => {
            event.dataTransfer.setData(dragType, kind.type);
            event.dataTransfer.effectAllowed = 'copy';
          }}
        >
          <FamilyIcon name={kind.icon} family={kind.family} />
          {kind.title}
        </button>
      </li>
    ))}
  </ul>
);

/** The steps there are: a click adds one after the step that is picked, or at the end; dragging puts it anywhere. */
export const Palette = (): ReactElement => {
  const kinds = useNodeList();
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(() => localStorage.getItem(openKey) !== 'closed');
  const toggle = (): void => {
    setOpen(!isOpen);
    localStorage.setItem(openKey, isOpen ? 'closed' : 'open');
  };
  if (!isOpen)
    return (
      <div className={styles.closed}>
        <IconButton label="Show the steps" icon={Plus} onPress={toggle} placement="right" />
      </div>
    );
  const found = query.trim() === '' ? null : findSteps(kinds, query);
  return (
    <aside className={styles.palette} aria-label="Steps">
      <div className={styles.search}>
        <SearchField label="Add a step" kbd="A" value={query} onChange={setQuery} />
        <IconButton label="Hide the steps" icon={ChevronsLeft} size="small" onPress={toggle} />
      </div>
      <div className={styles.scroll}>
        {found ? (
          found.length > 0 ? (
            <Kinds kinds={found} />
          ) : (
            <p className={styles.nothing}>Nothing called “{query}”. Most services can be reached with Web request.</p>
          )
        ) : (
          families.map(({ id, title, alias }) => (
            <section key={id} aria-label={title}>
              <h2 className={styles.heading}>
                {title} <span>{alias}</span>
              </h2>
              {id === 'when' && (
                <Button size="small" kind="quiet" icon={CircleHelp} onPress={() => helpToChoose(addSomewhere)}>
                  Help me choose
                </Button>
              )}
              <Kinds kinds={kinds.filter(({ family }) => family === id)} />
            </section>
          ))
        )}
      </div>
    </aside>
  );
};
