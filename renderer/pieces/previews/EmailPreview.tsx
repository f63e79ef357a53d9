import { FlaskConical, Mail, Monitor, Paperclip, Smartphone, TextQuote } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import type { Preview } from '../../client/types.ts';
import { classes } from '../../ui/classes.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './EmailPreview.module.css';
import { mailDocument } from './mail-document.ts';
import { numbered, scrollable } from './numbered.ts';
import shared from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';

type Email = Extract<Preview, { kind: 'email' }>;
type View = 'desktop' | 'phone' | 'plain';

const views = [
  { id: 'desktop', label: 'Desktop', icon: Monitor },
  { id: 'phone', label: 'Phone', icon: Smartphone },
  { id: 'plain', label: 'Plain', icon: TextQuote },
] as const;

const addressOf = (text: string): string => /<([^<>]+)>$/.exec(text)?.[1] ?? text;

const titleOf = ({ practice, from }: Email, tense: Tense): string => {
  if (practice) return tense === 'would' ? 'Would be kept in the Practice outbox' : 'Kept in the Practice outbox';
  return `${tense === 'would' ? 'Would be sent' : 'Sent'} by ${addressOf(from)}`;
};

const sizeOf = (bytes: number): string => {
  const [amount, unit] =
    bytes < 1024 ? [bytes, 'bytes'] : bytes < 1024 ** 2 ? [bytes / 1024, 'KB'] : [bytes / 1024 ** 2, 'MB'];
  return `${amount.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
};

const Line = ({ label, value, needed }: { label: string; value: string; needed?: string }): ReactElement | null => {
  if (value === '' && needed === undefined) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd dir="auto" className={classes(label === 'Subject' && styles.subject)}>
        {value === '' ? <span className={styles.missing}>{needed}</span> : value}
      </dd>
    </>
  );
};

const Head = ({ email }: { email: Email }): ReactElement => (
  <dl className={styles.head}>
    <Line label="From" value={email.from} />
    <Line label="To" value={email.to.join(', ')} needed="nobody" />
    <Line label="Cc" value={email.cc.join(', ')} />
    <Line label="Bcc" value={email.bcc.join(', ')} />
    <Line label="Reply to" value={email.replyTo} />
    <Line label="Subject" value={email.subject} needed="no subject" />
  </dl>
);

const Body = ({ email, view }: { email: Email; view: View }): ReactElement => {
  const page = useMemo(() => (email.html === '' ? '' : mailDocument(email.html)), [email.html]);
  const isFormatted = page !== '' && view !== 'plain';
  if (!isFormatted && email.text === '') return <p className={shared.nothing}>It has no text.</p>;
  return (
    <div className={classes(styles.page, view === 'phone' && styles.phone)}>
      {isFormatted ? (
        <iframe className={styles.frame} title="The e-mail as it looks" sandbox="" srcDoc={page} />
      ) : (
        <pre {...scrollable('Text of the e-mail')} className={styles.text} dir="auto">
          {email.text}
        </pre>
      )}
    </div>
  );
};

const Files = ({ files }: { files: Email['attachments'] }): ReactElement => (
  <ul aria-label="Attachments" className={styles.files}>
    {numbered(files).map(({ key, item: { name, bytes } }) => (
      <li key={key}>
        <Paperclip size={14} aria-hidden="true" />
        <span dir="auto">{name}</span>
        <small>{bytes === null ? 'not allowed to be read yet' : sizeOf(bytes)}</small>
      </li>
    ))}
  </ul>
);

/** An e-mail as its reader sees it; nothing in it runs, loads or leads anywhere. */
export const EmailPreview = ({ preview: email, tense }: { preview: Email; tense: Tense }): ReactElement => {
  const [view, setView] = useState<View>('desktop');
  const offered = email.html === '' ? views.filter(({ id }) => id !== 'plain') : views;
  return (
    <PreviewFrame icon={Mail} tense={tense} title={titleOf(email, tense)}>
      <Head email={email} />
      <div className={styles.bar}>
        <Segmented label="How it is shown" value={view} options={offered} onChange={setView} />
        {email.practice && (
          <span className={styles.practice}>
            <FlaskConical size={14} aria-hidden="true" />
            Practice: it goes to nobody
          </span>
        )}
      </div>
      <Body email={email} view={view} />
      {email.attachments.length > 0 && <Files files={email.attachments} />}
    </PreviewFrame>
  );
};
