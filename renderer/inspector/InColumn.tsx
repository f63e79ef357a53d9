import { ChevronRight } from 'lucide-react';
import { memo, type ReactElement, useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { JsonRecord, JsonValue } from '../client/types.ts';
import { SampleDrift } from '../pieces/samples/SampleDrift.tsx';
import { SamplePicker } from '../pieces/samples/SamplePicker.tsx';
import { fieldSourceAttribute, useFocusedField } from '../pieces/template-field/focused-field.ts';
import type { MappingSource } from '../pieces/template-field/mapping.ts';
import { DataPane } from '../pieces/values/DataPane.tsx';
import { FieldTree } from '../pieces/values/FieldTree.tsx';
import { classes } from '../ui/classes.ts';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './Dock.module.css';
import { FootTabs } from './FootTabs.tsx';
import { RecordTable } from './RecordTable.tsx';
import type { OpenStep } from './use-step.ts';

type View = 'fields' | 'table' | 'data';

const keyOf = ({ root, name }: MappingSource): string => `${root.join('.')} ${name}`;

const titleOf = ({ number, name }: MappingSource): string => (number === null ? name : `${number} · ${name}`);

const Source = ({ source, query }: { source: MappingSource; query: string }): ReactElement => {
  const [isOpen, setOpen] = useState(source.step !== null || query !== '');
  const field = useFocusedField((state) => state.field);
  const isShown = isOpen || query !== '';
  return (
    <section aria-label={titleOf(source)}>
      <AriaButton aria-expanded={isShown} onPress={() => setOpen(!isOpen)} className={styles.source ?? ''}>
        <span className={classes(styles.mark, source.family ? styles[source.family] : false)} />
        <span className={styles.sourceName}>{titleOf(source)}</span>
        <ChevronRight size={13} aria-hidden="true" transform={isShown ? 'rotate(90)' : undefined} />
      </AriaButton>
      {isShown && (
        <FieldTree
          value={source.value}
          root={source.root}
          labels={source.labels}
          label={`Fields of ${titleOf(source)}`}
          query={query}
          draggable
          {...(field && { onPick: field.insert })}
        />
      )}
    </section>
  );
};

/** The first list of records in what a source hands on, for the table. */
const recordsIn = (value: JsonValue, depth = 0): JsonRecord[] | undefined => {
  if (Array.isArray(value)) {
    const records = value.filter(
      (item): item is JsonRecord => typeof item === 'object' && item !== null && !Array.isArray(item),
    );
    return records.length > 0 && records.length === value.length ? records : undefined;
  }
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  for (const inner of Object.values(value)) {
    const found = recordsIn(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
};

/** `/` brings the focus to the search, unless one is typing. */
const useSlash = (input: React.RefObject<HTMLInputElement | null>): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest('input, textarea, [contenteditable="true"], [role="dialog"]')) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [input]);
};

type InColumnProps = Pick<OpenStep, 'mapping' | 'description' | 'trigger'>;

/** What a step can use: everything the steps before it hand on, the nearest first. */
export const InColumn = memo(({ mapping, description, trigger }: InColumnProps): ReactElement => {
  const [view, setView] = useState<View>('fields');
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useSlash(search);
  const field = useFocusedField((state) => state.field);
  const sources = mapping.sources.filter(({ step: id }) => id !== null || description.kind === 'step');
  const [nearest] = sources;
  const records = nearest ? recordsIn(nearest.value) : undefined;
  const tabs: { id: View; label: string }[] = [
    { id: 'fields', label: 'Fields' },
    ...(records ? [{ id: 'table' as const, label: 'Table' }] : []),
    { id: 'data', label: 'Data' },
  ];
  const shown = tabs.some(({ id }) => id === view) ? view : 'fields';
  return (
    <section
      aria-label="What arrived"
      className={classes(styles.column, styles.in)}
      {...{ [fieldSourceAttribute]: '' }}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>What arrived</h2>
        {trigger !== undefined && <SamplePicker trigger={trigger} />}
      </header>
      {trigger !== undefined && <SampleDrift trigger={trigger} />}
      {shown === 'fields' && (
        <>
          <div className={styles.search}>
            <SearchField label="Find a field" kbd="/" value={query} onChange={setQuery} inputRef={search} />
          </div>
          {field && <p className={styles.hint}>Choose a field for “{field.label}”</p>}
          <div className={styles.scroll}>
            {sources.map((source) => (
              <Source key={keyOf(source)} source={source} query={query} />
            ))}
          </div>
        </>
      )}
      {shown === 'table' && records && (
        <div className={styles.scroll}>
          <RecordTable records={records} label="What arrived, as a table" />
        </div>
      )}
      {shown === 'data' && <DataPane value={nearest?.value} label="What arrived, as data" />}
      <footer className={styles.foot}>
        <FootTabs label="View of what arrived" tabs={tabs} selected={shown} onSelect={setView} />
      </footer>
    </section>
  );
});
