import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Popover } from '../../ui/Popover.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import styles from './PickList.module.css';

/** One thing to pick. */
export interface PickOption {
  id: string;
  label: string;
  /** A second, smaller line. */
  hint?: string | undefined;
  picture?: ReactNode;
}

/** Things to pick under one heading. */
export interface PickGroup {
  id: string;
  title: string;
  alias?: string | undefined;
  options: readonly PickOption[];
}

/** A place in the window, in pixels from its top left. */
export interface WindowPoint {
  x: number;
  y: number;
}

interface PickListProps {
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly PickGroup[];
  onPick: (id: string, group: string) => void;
  onClose: () => void;
  /** Shown when there is nothing to pick. */
  nothing: ReactNode;
  /** What it opens beside: a control, or a place. */
  triggerRef?: RefObject<Element | null> | undefined;
  point?: WindowPoint | undefined;
}

const keyOf = (group: string, id: string): string => `${group}/${id}`;

/** Moves through the options: arrows by one, Home and End to the ends. Undefined for other keys. */
const nextIndex = (key: string, at: number, count: number): number | undefined => {
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'PageDown') return Math.min(count - 1, at + 8);
  if (key === 'PageUp') return Math.max(0, at - 8);
  return undefined;
};

/** Options of a list box have headings as groups, for which HTML has no element of its own. */
const groupRole = (title: string) => ({ role: 'group', 'aria-label': title });

const Inside = ({
  label,
  placeholder,
  query,
  onQuery,
  groups,
  onPick,
  onClose,
  nothing,
}: PickListProps): ReactElement => {
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [active, setActive] = useState(0);
  const flat = groups.flatMap(({ id, options }) => options.map((option) => ({ group: id, option })));
  const at = Math.min(active, Math.max(0, flat.length - 1));
  const current = flat[at];
  const currentId = current && `${listId}-${keyOf(current.group, current.option.id)}`;

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const box = input.current;
    if (!box) return;
    // The kit's search field is plain; here it leads a list.
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-expanded', 'true');
    box.setAttribute('aria-controls', listId);
    box.setAttribute('aria-autocomplete', 'list');
    if (currentId === undefined) box.removeAttribute('aria-activedescendant');
    else {
      box.setAttribute('aria-activedescendant', currentId);
      document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' });
    }
  }, [currentId, listId]);

  const handleKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = nextIndex(event.key, at, Math.max(1, flat.length));
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter' && current && event.target === input.current) {
      event.preventDefault();
      onPick(current.option.id, current.group);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    event.stopPropagation();
  };
  return (
    <div {...{ onKeyDown: handleKey }} className={styles.pick}>
      <div className={styles.search}>
        <SearchField
          label={label}
          placeholder={placeholder}
          value={query}
          inputRef={input}
          onChange={(value) => {
            setActive(0);
            onQuery(value);
          }}
        />
      </div>
      <div role="listbox" id={listId} aria-label={label} className={styles.list}>
        {groups.map(({ id, title, alias, options }) => (
          <div key={id} {...groupRole(title)}>
            <div className={styles.heading} aria-hidden="true">
              {title} {alias !== undefined && alias !== '' && <span className={styles.alias}>{alias}</span>}
            </div>
            {options.map((option) => {
              const key = keyOf(id, option.id);
              const isActive = current?.group === id && current.option.id === option.id;
              return (
                <div
                  key={key}
                  id={`${listId}-${key}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={isActive}
                  aria-label={option.label}
                  className={styles.option}
                  {...{
                    // The focus stays in the search, which hears the keys.
                    onPointerDown: (event: PointerEvent) => event.preventDefault(),
                    onPointerMove: () => setActive(flat.findIndex((one) => keyOf(one.group, one.option.id) === key)),
                    onClick: () => onPick(option.id, id),
                  }}
                >
                  {option.picture}
                  <span className={styles.words}>
                    <span className={styles.label}>{option.label}</span>
                    {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {flat.length === 0 && <div className={styles.nothing}>{nothing}</div>}
    </div>
  );
};

/** A small window with a search and what it finds; the keyboard stays in the search. Mount it to open it. */
export const PickList = (props: PickListProps): ReactElement => {
  const place = useRef<HTMLDivElement>(null);
  const { triggerRef, point, label, onClose } = props;
  return (
    <>
      {point && <div ref={place} className={styles.point} style={{ left: point.x, top: point.y }} aria-hidden="true" />}
      <Popover triggerRef={triggerRef ?? place} isOpen onClose={onClose} label={label}>
        <Inside {...props} />
      </Popover>
    </>
  );
};
