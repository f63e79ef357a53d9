import { type ReactElement, useState } from 'react';
import type { EventSummary, JsonValue } from '../client/types.ts';
import { saySize } from '../pieces/history/time-words.ts';
import { LongText } from '../pieces/previews/LongText.tsx';
import { NameValues } from '../pieces/previews/NameValues.tsx';
import { DataPane } from '../pieces/values/DataPane.tsx';
import { FieldTree } from '../pieces/values/FieldTree.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { partsOf } from './event-actions.ts';
import styles from './Inbox.module.css';

type Tab = 'fields' | 'data' | 'headers' | 'raw';

const asText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const Fields = ({ content, verdict }: { content: JsonValue; verdict: EventSummary['verdict'] }): ReactElement => {
  const [query, setQuery] = useState('');
  if (typeof content !== 'object' || content === null)
    return content === null || content === '' ? (
      <p className={styles.quiet}>
        {verdict === 'nobody-listens'
          ? 'Of what comes to an address nobody uses, only the request is kept, not its content.'
          : 'It came without content.'}
      </p>
    ) : (
      <LongText text={String(content)} label="Content" />
    );
  return (
    <>
      <span className={styles.find}>
        <SearchField label="Find a field or value" value={query} onChange={setQuery} />
      </span>
      <FieldTree value={content} root={['trigger', 'body']} label="Fields of what arrived" query={query} />
    </>
  );
};

const Raw = ({ event, content }: { event: EventSummary; content: JsonValue }): ReactElement => {
  const text = event.raw ?? asText(content);
  return (
    <>
      <p className={styles.quiet}>
        {event.raw === null
          ? 'The exact bytes are kept only of what was turned away. This is what was read from them.'
          : 'These are the bytes as they came.'}
      </p>
      {text === '' ? <p className={styles.quiet}>It came without content.</p> : <LongText text={text} label="Raw" />}
    </>
  );
};

/** The content of an event, in four views. */
export const EventTabs = ({ event }: { event: EventSummary }): ReactElement => {
  const { content, headers, query, method, path, isRequest } = partsOf(event);
  const [tab, setTab] = useState<Tab>(
    event.payload === null || (event.raw !== null && content === null) ? 'raw' : 'fields',
  );
  const tabs: { id: Tab; label: string }[] = [
    { id: 'fields', label: 'Fields' },
    { id: 'data', label: 'Data' },
    ...(isRequest ? ([{ id: 'headers', label: 'Headers' }] as const) : []),
    ...(isRequest || event.raw !== null ? ([{ id: 'raw', label: 'Raw' }] as const) : []),
  ];
  const data = asText(event.payload);
  return (
    <Tabs label="Views of what arrived" tabs={tabs} selected={tab} onSelect={setTab}>
      <div className={styles.tab}>
        {event.payload === null && tab !== 'raw' ? (
          <p className={styles.quiet}>
            {event.raw === null
              ? 'Its content was not kept, because the flow is set to keep no data.'
              : 'Its content could not be read; see Raw.'}
          </p>
        ) : (
          <>
            {tab === 'fields' && <Fields content={content} verdict={event.verdict} />}
            {tab === 'data' && (
              <>
                <div className={styles.bar}>
                  <span className={styles.quiet}>{saySize(data.length)}</span>
                  <CopyButton text={data} label="Copy data" />
                </div>
                <div className={styles.data}>
                  <DataPane value={event.payload} label="Data" />
                </div>
              </>
            )}
            {tab === 'headers' && (
              <>
                <p className={styles.quiet}>
                  {method} /hooks/{path}
                </p>
                <NameValues
                  label="Headers"
                  rows={[
                    ...query.map(([name, value]) => ({ name, value: String(value), note: 'in the address' })),
                    ...headers.map(([name, value]) => ({ name, value: String(value) })),
                  ]}
                />
              </>
            )}
            {tab === 'raw' && <Raw event={event} content={content} />}
          </>
        )}
      </div>
    </Tabs>
  );
};
