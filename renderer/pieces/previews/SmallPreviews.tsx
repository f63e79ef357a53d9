import {
  DatabaseZap,
  FileOutput,
  FilePlus2,
  Hand,
  MessageCircleReply,
  RadioTower,
  ScrollText,
  TriangleAlert,
  Workflow,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { Cell } from './Cell.tsx';
import { LongText } from './LongText.tsx';
import { NameValues } from './NameValues.tsx';
import { numbered } from './numbered.ts';
import styles from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';
import { headerOf, readBody } from './request-words.ts';
import { fileName } from './row-words.ts';

interface Props<Kind extends Preview['kind']> {
  preview: Extract<Preview, { kind: Kind }>;
  tense: Tense;
}

/** A statement a person wrote, with the values it carries in their order. */
export const QueryPreview = ({ preview: { file, sql, bind }, tense }: Props<'query'>): ReactElement => (
  <PreviewFrame
    icon={DatabaseZap}
    tense={tense}
    title={`${tense === 'would' ? 'Would run' : 'Ran'} on ${fileName(file)}`}
  >
    <LongText text={sql} label="Statement" />
    {bind.length > 0 && (
      <ol className={styles.values} aria-label="Values, in the order of the question marks">
        {numbered(bind).map(({ key, item }) => (
          <li key={key}>
            <Cell value={item} />
          </li>
        ))}
      </ol>
    )}
    <p className={styles.meta}>{file}</p>
  </PreviewFrame>
);

const sizeOf = (bytes: number): string => {
  const [amount, unit] =
    bytes < 1024 ? [bytes, 'bytes'] : bytes < 1024 ** 2 ? [bytes / 1024, 'KB'] : [bytes / 1024 ** 2, 'MB'];
  return `${amount.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
};

const writing: Readonly<Record<string, [would: string, did: string]>> = {
  create: ['Would make the file', 'Made the file'],
  replace: ['Would write the file', 'Wrote the file'],
  append: ['Would add to the end of', 'Added to the end of'],
};

/** A file: where it is, how large, and its first lines; replacing one says so. */
export const FilePreview = ({ preview: { path, mode, content }, tense }: Props<'file'>): ReactElement => (
  <PreviewFrame
    icon={FilePlus2}
    tense={tense}
    title={`${writing[mode]?.[tense === 'would' ? 0 : 1] ?? (tense === 'would' ? 'Would write' : 'Wrote')} ${fileName(path)}`}
  >
    {mode === 'replace' && tense === 'would' && (
      <p className={styles.warning}>
        <TriangleAlert size={14} aria-hidden="true" />
        If the file is there already, it would be overwritten.
      </p>
    )}
    {content === '' ? (
      <p className={styles.nothing}>Nothing is written into it.</p>
    ) : (
      <LongText text={content} label={`What ${fileName(path)} gets`} />
    )}
    <p className={styles.meta}>
      {sizeOf(new TextEncoder().encode(content).length)} · {path}
    </p>
  </PreviewFrame>
);

const folderOf = (path: string): string => path.slice(0, -fileName(path).length);

/** A path with its name set off from the folders before it. */
const Path = ({ path }: { path: string }): ReactElement => (
  <span className={styles.address}>
    {folderOf(path)}
    <b>{fileName(path)}</b>
  </span>
);

/** A file that gets another place or name; one in its way is named. */
export const MovePreview = ({ preview: { from, to, bytes, replaces }, tense }: Props<'move'>): ReactElement => (
  <PreviewFrame
    icon={FileOutput}
    tense={tense}
    title={`${tense === 'would' ? 'Would move' : 'Moved'} ${fileName(from)}`}
  >
    <dl className={styles.ways}>
      <dt>From</dt>
      <dd>
        <Path path={from} />
      </dd>
      <dt>To</dt>
      <dd>
        <Path path={to} />
      </dd>
    </dl>
    {replaces && (
      <p className={styles.warning}>
        <TriangleAlert size={14} aria-hidden="true" />
        {tense === 'would'
          ? 'There is a file of this name already. It would be overwritten.'
          : 'There was a file of this name. It was overwritten.'}
      </p>
    )}
    <p className={styles.meta}>{sizeOf(bytes)}</p>
  </PreviewFrame>
);

/** An event other flows can start with. */
export const EventPreview = ({ preview: { name, data }, tense }: Props<'event'>): ReactElement => (
  <PreviewFrame
    icon={RadioTower}
    tense={tense}
    title={`${tense === 'would' ? 'Would announce' : 'Announced'} “${name}” to other flows`}
  >
    {data === null ? (
      <p className={styles.nothing}>Nothing is handed on with it.</p>
    ) : (
      <LongText text={JSON.stringify(data, null, 2)} label="What is handed on" />
    )}
  </PreviewFrame>
);

/** Another flow that is run, and what it is given. */
export const CallPreview = ({ preview: { flow, payload }, tense }: Props<'call'>): ReactElement => (
  <PreviewFrame icon={Workflow} tense={tense} title={`${tense === 'would' ? 'Would run' : 'Ran'} the flow “${flow}”`}>
    <LongText text={JSON.stringify(payload, null, 2)} label="What it is given" />
  </PreviewFrame>
);

/** What code said while it worked; it did so in a test as well. */
export const LogPreview = ({ preview: { lines }, tense }: Props<'log'>): ReactElement => (
  <PreviewFrame
    icon={ScrollText}
    tense={tense}
    title={lines.length === 1 ? 'Logged 1 line' : `Logged ${lines.length} lines`}
  >
    <LongText text={lines.join('\n')} label="What the code logged" />
  </PreviewFrame>
);

/** A question for the person, and how long it stands. */
export const QuestionPreview = ({ preview: { question, details, until }, tense }: Props<'question'>): ReactElement => (
  <PreviewFrame icon={Hand} tense={tense} title={tense === 'would' ? 'Would ask you' : 'Asked you'}>
    <p className={styles.question}>{question}</p>
    {details !== '' && <LongText text={details} label="What one needs to know" />}
    <p className={styles.meta}>
      Until {new Date(until).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
    </p>
  </PreviewFrame>
);

const answerWords = (status: number): string => (status < 300 ? 'OK' : status < 400 ? 'go elsewhere' : 'refused');

/** What the caller of an address gets back. */
export const AnswerPreview = ({ preview: { status, headers, body }, tense }: Props<'answer'>): ReactElement => {
  const read = readBody(body, headerOf(headers, 'content-type'));
  return (
    <PreviewFrame
      icon={MessageCircleReply}
      tense={tense}
      title={`${tense === 'would' ? 'Would answer the sender' : 'Answered the sender'}: ${status} (${answerWords(status)})`}
    >
      {headers.length > 0 && <NameValues label="Headers" rows={headers} />}
      {body === '' ? (
        <p className={styles.nothing}>The answer has no text.</p>
      ) : (
        <LongText text={read.kind === 'form' ? body : read.text} label="Answer" />
      )}
    </PreviewFrame>
  );
};
