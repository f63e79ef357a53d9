import {
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { TemplatePath } from '../../client/types.ts';
import { Popover } from '../../ui/Popover.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { everyField, type FieldNode, rowLabel, searchFields } from '../values/fields.ts';
import { showValue } from '../values/show-value.ts';
import { typeIcons } from '../values/value-type.ts';
import { fieldsOf, type Mapping, useMapping } from './mapping.ts';
import { suggestFields } from './suggest.ts';
import styles from './TemplateField.module.css';

interface FieldPickerProps {
  triggerRef: RefObject<Element | null>;
  isOpen: boolean;
  onClose: () => void;
  /** The label of the field that is filled; what is like it comes first. */
  fieldLabel: string;
  onPick: (path: TemplatePath) => void;
}

interface Group {
  title: string;
  nodes: readonly FieldNode[];
}

/** More than this nobody reads; the search narrows it. */
const shownPerSource = 60;

/** What can be chosen, suggested first, then by step, the nearest first. */
const groupsFor = (mapping: Mapping, fieldLabel: string, query: string): Group[] => {
  const isSearching = query.trim() !== '';
  const suggested = isSearching ? [] : suggestFields(fieldLabel, mapping).map(({ node }) => node);
  const bySource = mapping.sources.map((source) => {
    const fields = isSearching ? searchFields(fieldsOf(source), query) : fieldsOf(source);
    const nodes = everyField(fields).filter(({ children, type }) => children.length === 0 || type === 'list');
    return {
      title: source.number === null ? source.name : `${source.number} · ${source.name}`,
      nodes: nodes.slice(0, shownPerSource),
    };
  });
  return [{ title: 'Suggested', nodes: suggested }, ...bySource].filter(({ nodes }) => nodes.length > 0);
};

const option = (id: string, isActive: boolean, node: FieldNode) => ({
  id,
  role: 'option',
  'aria-selected': isActive,
  'aria-label': `${rowLabel(node)}, ${showValue(node.value)}`,
});

const Choices = ({ fieldLabel, onPick }: Pick<FieldPickerProps, 'fieldLabel' | 'onPick'>): ReactElement => {
  const mapping = useMapping();
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  const groups = useMemo(() => groupsFor(mapping, fieldLabel, query), [mapping, fieldLabel, query]);
  const flat = groups.flatMap(({ title, nodes }) => nodes.map((node) => ({ key: `${title} ${node.key}`, node })));
  const go = (to: number): void => {
    const next = Math.min(Math.max(to, 0), flat.length - 1);
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Enter') {
      const chosen = flat[active];
      if (chosen) onPick(chosen.node.path);
    } else return;
    event.preventDefault();
  };
  let place = -1;
  return (
    <search className={styles.picker} onKeyDown={onKeyDown}>
      <div className={styles.pickerSearch}>
        <SearchField
          label="Find a field"
          value={query}
          inputRef={search}
          onChange={(next) => {
            setQuery(next);
            setActive(0);
          }}
        />
      </div>
      {flat.length === 0 && <p className={styles.nothing}>Nothing matches.</p>}
      <div role="listbox" tabIndex={-1} aria-label="Fields" className={styles.options}>
        {groups.map(({ title, nodes }) => (
          <fieldset key={title} aria-label={title}>
            <div className={styles.group} aria-hidden="true">
              {title}
            </div>
            {nodes.map((node) => {
              place += 1;
              const index = place;
              const Icon = typeIcons[node.type];
              return (
                <div
                  key={node.key}
                  {...option(`${id}-${index}`, index === active, node)}
                  {...{ onClick: () => onPick(node.path), onPointerMove: () => setActive(index) }}
                  className={styles.option}
                >
                  <Icon size={14} aria-hidden="true" />
                  <span className={styles.optionLabel}>{rowLabel(node)}</span>
                  <span className={styles.optionSample}>{showValue(node.value)}</span>
                </div>
              );
            })}
          </fieldset>
        ))}
      </div>
    </search>
  );
};

/** Finds a field by its words or its sample, with the keyboard alone if need be. */
export const FieldPicker = ({ triggerRef, isOpen, onClose, fieldLabel, onPick }: FieldPickerProps): ReactElement => (
  <Popover triggerRef={triggerRef} isOpen={isOpen} onClose={onClose} label={`Choose a field for ${fieldLabel}`}>
    <Choices fieldLabel={fieldLabel} onPick={onPick} />
  </Popover>
);
