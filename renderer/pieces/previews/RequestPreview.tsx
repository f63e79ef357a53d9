import { Globe } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { LongText } from './LongText.tsx';
import { NameValues } from './NameValues.tsx';
import styles from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';
import { asCurl, headerOf, hostOf, readBody, shownHeader } from './request-words.ts';

type Shown<Kind extends Preview['kind']> = Extract<Preview, { kind: Kind }>;

const Body = ({ body, type }: { body: string; type: string }): ReactElement => {
  const read = readBody(body, type);
  if (read.kind === 'form')
    return <NameValues label="Fields sent" rows={read.fields.map(([name, value]) => ({ name, value }))} />;
  return <LongText text={read.text} label="What is sent" />;
};

/** A web request: where it goes, with which headers, and what it carries. */
export const RequestPreview = ({ preview, tense }: { preview: Shown<'request'>; tense: Tense }): ReactElement => {
  const { method, url, headers, body, saveTo } = preview;
  return (
    <PreviewFrame
      icon={Globe}
      tense={tense}
      title={`${tense === 'would' ? 'Would be sent' : 'Sent'} to ${hostOf(url)}`}
      action={<CopyButton text={asCurl(preview)} label="Copy as curl" />}
    >
      <p className={styles.address}>
        <b>{method}</b> <span>{url}</span>
      </p>
      {headers.length > 0 && (
        <NameValues
          label="Headers"
          rows={headers.map((header) => {
            const { value, connection } = shownHeader(header);
            return { name: header.name, value, ...(connection !== null && { note: `from connection ${connection}` }) };
          })}
        />
      )}
      {body === '' ? (
        <p className={styles.nothing}>It carries nothing but its address.</p>
      ) : (
        <Body body={body} type={headerOf(headers, 'content-type')} />
      )}
      {saveTo !== undefined && (
        <p className={styles.meta}>
          {tense === 'would' ? 'The answer would be saved as' : 'The answer was saved as'} {saveTo}
        </p>
      )}
    </PreviewFrame>
  );
};
