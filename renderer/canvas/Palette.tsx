import { ChevronsLeft, CircleHelp, Plus } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type ReactElement, useState } from 'react';
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

/** The tab key comes to one of the many steps; arrows go from there to the others. */
const goBetween = (event: KeyboardEvent): void => {
  const steps = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-kind]')];
  const at = steps.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: steps.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  steps[to]?.focus();
};

interface KindsProps {
  kinds: readonly NodeDescription[];
  /** The one the tab key comes to. */
  current: string | undefined;
  onFocus: (type: string) => void;
}

const Kinds = ({ kinds, current, onFocus }: KindsProps): ReactElement => (
  <ul>
    {kinds.map((kind) => (
      <li key={kind.type}>
        <button
          type="button"
          draggable
          data-kind={kind.type}
          tabIndex={kind.type === current ? 0 : -1}
          className={styles.kind}
          title={kind.description}
          onFocus={() => onFocus(kind.type)}
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
  const [last, setLast] = useState<string>();
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
  const shown = found ?? families.flatMap(({ id }) => kinds.filter(({ family }) => family === id));
  const current = shown.some(({ type }) => type === last) ? last : shown[0]?.type;
  const roving = { current, onFocus: setLast };
  return (
    <aside className={styles.palette} aria-label="Steps">
      <div className={styles.search}>
        <SearchField label="Add a step" kbd="A" value={query} onChange={setQuery} />
        <IconButton label="Hide the steps" icon={ChevronsLeft} size="small" onPress={toggle} />
      </div>
      <div
        className={styles.scroll}
        {...{ role: 'toolbar', 'aria-label': 'Kinds of steps', 'aria-orientation': 'vertical', onKeyDown: goBetween }}
      >
        {found ? (
          found.length > 0 ? (
            <Kinds kinds={found} {...roving} />
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
              <Kinds kinds={kinds.filter(({ family }) => family === id)} {...roving} />
            </section>
          ))
        )}
      </div>
    </aside>
  );
};
