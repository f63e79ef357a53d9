import type { RunStep } from '../client/types.ts';
import { hostOf } from '../pieces/previews/request-words.ts';
import { matchedBy, rowChanges } from '../pieces/previews/row-changes.ts';
import { fileName, rowSentence } from '../pieces/previews/row-words.ts';

/** What a finished step did outside, in one line. */
export const doneWords = ({ did, label }: Pick<RunStep, 'did' | 'label'>): string => {
  switch (did?.kind) {
    case 'row':
      return rowSentence(did, rowChanges(did), matchedBy(did), 'did');
    case 'request':
      return `${label}: ${did.method} to ${hostOf(did.url)}`;
    case 'query':
      return `${label}: ran on ${fileName(did.file)}`;
    case 'file':
      return `Wrote ${fileName(did.path)}`;
    case 'move':
      return `Moved ${fileName(did.from)} to ${did.to}`;
    case 'program':
      return `Ran ${fileName(did.program)}`;
    case 'event':
      return `Announced “${did.name}”`;
    case 'question':
      return `Asked “${did.question}”`;
    case 'call':
      return `Ran the flow “${did.flow}”`;
    case 'email':
      return did.practice ? 'Kept 1 e-mail in the Practice outbox' : `Sent 1 e-mail to ${did.to.join(', ')}`;
    case 'chat':
      return did.practice ? 'Kept 1 chat message in the Practice outbox' : `Posted to ${did.connection}`;
    case 'prompt':
      return `Asked ${did.model}`;
    case 'notification':
      return `Showed “${did.title}”`;
    case 'answer':
      return 'Answered the sender';
    default:
      return label;
  }
};
