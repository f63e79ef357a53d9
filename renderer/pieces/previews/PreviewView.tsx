import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { ChatPreview } from './ChatPreview.tsx';
import { CheckedPreview } from './CheckedPreview.tsx';
import { EmailPreview } from './EmailPreview.tsx';
import { NotificationPreview } from './NotificationPreview.tsx';
import type { Tense } from './PreviewFrame.tsx';
import { ProgramPreview } from './ProgramPreview.tsx';
import { PromptPreview } from './PromptPreview.tsx';
import { RequestPreview } from './RequestPreview.tsx';
import { RowPreview } from './RowPreview.tsx';
import {
  AnswerPreview,
  CallPreview,
  EventPreview,
  FilePreview,
  LogPreview,
  MovePreview,
  QueryPreview,
  QuestionPreview,
} from './SmallPreviews.tsx';

interface PreviewViewProps {
  preview: Preview;
  /** `would` for a test, `did` for a run. */
  tense: Tense;
}

/** The exact thing an action would do or did, each kind in its own clothes (ux.md 3.7). */
export const PreviewView = ({ preview, tense }: PreviewViewProps): ReactElement => {
  switch (preview.kind) {
    case 'request':
      return <RequestPreview preview={preview} tense={tense} />;
    case 'row':
      return <RowPreview preview={preview} tense={tense} />;
    case 'query':
      return <QueryPreview preview={preview} tense={tense} />;
    case 'file':
      return <FilePreview preview={preview} tense={tense} />;
    case 'move':
      return <MovePreview preview={preview} tense={tense} />;
    case 'program':
      return <ProgramPreview preview={preview} tense={tense} />;
    case 'log':
      return <LogPreview preview={preview} tense={tense} />;
    case 'event':
      return <EventPreview preview={preview} tense={tense} />;
    case 'question':
      return <QuestionPreview preview={preview} tense={tense} />;
    case 'call':
      return <CallPreview preview={preview} tense={tense} />;
    case 'checked':
      return <CheckedPreview preview={preview} />;
    case 'email':
      return <EmailPreview preview={preview} tense={tense} />;
    case 'chat':
      return <ChatPreview preview={preview} tense={tense} />;
    case 'prompt':
      return <PromptPreview preview={preview} tense={tense} />;
    case 'notification':
      return <NotificationPreview preview={preview} tense={tense} />;
    case 'answer':
      return <AnswerPreview preview={preview} tense={tense} />;
  }
};
