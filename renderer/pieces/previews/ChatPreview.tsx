import { Code, FlaskConical, MessagesSquare, Workflow } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { chatServices } from '../../client/chat-services.ts';
import type { Preview } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './ChatPreview.module.css';
import { splitLinks } from './chat-words.ts';
import { LongText } from './LongText.tsx';
import { numbered, scrollable } from './numbered.ts';
import shared from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';

type Chat = Extract<Preview, { kind: 'chat' }>;

const titleOf = ({ practice, service, connection, to }: Chat, tense: Tense): string => {
  if (practice || service === null)
    return tense === 'would' ? 'Would be kept in the Practice outbox' : 'Kept in the Practice outbox';
  const where = `${connection} in ${chatServices[service].name}${to === '' ? '' : `, chat ${to}`}`;
  return `${tense === 'would' ? 'Would be posted' : 'Posted'} to ${where}`;
};

/** The text with what a service makes a link of; nothing here leads anywhere. */
const Words = ({ text }: { text: string }): ReactElement => (
  <p className={styles.words} dir="auto">
    {numbered(splitLinks(text)).map(({ key, item }) =>
      item.isLink ? (
        <span key={key} className={styles.link}>
          {item.text}
        </span>
      ) : (
        <span key={key}>{item.text}</span>
      ),
    )}
  </p>
);

/** A message as its readers see it in their chat. */
export const ChatPreview = ({ preview: chat, tense }: { preview: Chat; tense: Tense }): ReactElement => {
  const [isOpen, setOpen] = useState(false);
  const look = chat.service ?? 'rehearsal';
  return (
    <PreviewFrame icon={MessagesSquare} tense={tense} title={titleOf(chat, tense)}>
      <div {...scrollable('The message as it looks')} className={classes(styles.room, styles[look])}>
        <span className={styles.face} aria-hidden="true">
          <Workflow size={18} />
        </span>
        <div className={styles.bubble}>
          <p className={styles.sender}>
            <b>WhenThen</b> {chat.service !== 'telegram' && <small>{chat.service === 'slack' ? 'APP' : 'BOT'}</small>}
          </p>
          <Words text={chat.text} />
        </div>
      </div>
      {chat.practice ? (
        <span className={styles.practice}>
          <FlaskConical size={14} aria-hidden="true" />
          Practice: it goes to nobody
        </span>
      ) : (
        <div className={shared.long}>
          <Button size="small" kind="quiet" icon={Code} onPress={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide what is sent' : 'Show what is sent'}
          </Button>
          {isOpen && <LongText text={chat.body} label="What is sent" />}
        </div>
      )}
    </PreviewFrame>
  );
};
