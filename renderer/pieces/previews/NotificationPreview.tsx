import { Bell, Workflow } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { classes } from '../../ui/classes.ts';
import styles from './NotificationPreview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';

type Notification = Extract<Preview, { kind: 'notification' }>;

const Toast = ({ preview: { title, text }, look }: { preview: Notification; look: 'light' | 'dark' }): ReactElement => (
  <div className={classes(styles.toast, styles[look])} aria-hidden={look === 'dark'}>
    <Workflow size={18} aria-hidden="true" />
    <div className={styles.words}>
      <span className={styles.app}>WhenThen</span>
      <b dir="auto">{title}</b>
      {text !== '' && <span dir="auto">{text}</span>}
    </div>
  </div>
);

/** A notification as a desktop shows it, light and dark. */
export const NotificationPreview = ({ preview, tense }: { preview: Notification; tense: Tense }): ReactElement => (
  <PreviewFrame
    icon={Bell}
    tense={tense}
    title={tense === 'would' ? 'Would be shown on this computer' : 'Shown on this computer'}
  >
    <div className={styles.desk}>
      <Toast preview={preview} look="light" />
      <Toast preview={preview} look="dark" />
    </div>
  </PreviewFrame>
);
