import type { DryRun, Preview } from '../../client/types.ts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const writesRow = (preview: Preview): boolean => preview.kind === 'row' || preview.kind === 'query';

/** The names of what previews do, counted: "2 rows saved, 1 web request". */
export const countEffects = (previews: readonly Preview[]): string[] => {
  const count = (test: (preview: Preview) => boolean): number => previews.filter(test).length;
  const rows = count(writesRow);
  const requests = count(({ kind }) => kind === 'request');
  const files = count(({ kind }) => kind === 'file');
  const moves = count(({ kind }) => kind === 'move');
  const emails = count(({ kind }) => kind === 'email');
  const programs = count(({ kind }) => kind === 'program');
  const chats = count(({ kind }) => kind === 'chat');
  const questions = count(({ kind }) => kind === 'prompt');
  const notifications = count(({ kind }) => kind === 'notification');
  const events = count(({ kind }) => kind === 'event');
  const calls = count(({ kind }) => kind === 'call');
  const answers = count(({ kind }) => kind === 'answer');
  return [
    rows > 0 ? counted(rows, 'change in a table', 'changes in tables') : '',
    requests > 0 ? counted(requests, 'web request', 'web requests') : '',
    files > 0 ? counted(files, 'file', 'files') : '',
    moves > 0 ? counted(moves, 'moved file', 'moved files') : '',
    emails > 0 ? counted(emails, 'e-mail', 'e-mails') : '',
    programs > 0 ? counted(programs, 'program run', 'programs run') : '',
    chats > 0 ? counted(chats, 'chat message', 'chat messages') : '',
    questions > 0 ? counted(questions, 'question to an AI', 'questions to an AI') : '',
    notifications > 0 ? counted(notifications, 'notification', 'notifications') : '',
    events > 0 ? counted(events, 'event for other flows', 'events for other flows') : '',
    calls > 0 ? counted(calls, 'run of another flow', 'runs of other flows') : '',
    answers > 0 ? counted(answers, 'answer to the sender', 'answers to the sender') : '',
  ].filter((words) => words !== '');
};

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** What a run would do, in one sentence. */
export const effectsSentence = ({ steps }: DryRun): string => {
  const words = countEffects(steps.flatMap(({ would }) => would ?? []));
  return words.length === 0
    ? 'It would change nothing outside: no row, no request, no file.'
    : `It would make ${list.format(words)}.`;
};
