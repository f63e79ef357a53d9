import type { DryRun, DryStep, Preview } from '../client/types.ts';

/** What a run would do in the world, one sentence each, for the question before it is done for real. */

const host = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

const sentenceOf = (preview: Preview): string => {
  switch (preview.kind) {
    case 'request':
      return `Send 1 web request (${preview.method}) to ${host(preview.url)}`;
    case 'row':
      if (preview.mode === 'delete') return `Delete ${rows(preview.before.length)} from ${preview.table}`;
      return preview.before.length > 0
        ? `Change ${rows(preview.before.length)} in ${preview.table}`
        : `Add ${rows(preview.after.length)} to ${preview.table}`;
    case 'query':
      return `Run a statement on ${preview.file}`;
    case 'file':
      return `Write the file ${preview.path}`;
    case 'move':
      return `Move ${preview.from} to ${preview.to}${preview.replaces ? ', overwriting the file there' : ''}`;
    case 'program':
      return `Run the program ${preview.program}`;
    case 'log':
      return 'Work something out';
    case 'event':
      return `Announce “${preview.name}”`;
    case 'question':
      return `Ask you: ${preview.question}`;
    case 'call':
      return `Run the flow “${preview.flow}”`;
    case 'email': {
      const people = [...preview.to, ...preview.cc, ...preview.bcc];
      const whom = people.length > 3 ? `${people.length} people` : people.join(', ');
      return preview.practice ? `Keep 1 e-mail to ${whom} in the Practice outbox` : `Send 1 e-mail to ${whom}`;
    }
    case 'chat':
      return preview.practice
        ? 'Keep 1 chat message in the Practice outbox'
        : `Post 1 message to ${preview.connection}`;
    case 'prompt':
      return preview.practice ? 'Ask an AI, which is not connected yet' : `Ask ${preview.model} at ${preview.host}`;
    case 'notification':
      return `Show the notification “${preview.title}”`;
    case 'checked':
      return `Check ${preview.fields.length} fields of what arrived`;
    case 'answer':
      return `Answer the sender with ${preview.status}`;
  }
};

const changesTheWorld = ({ effect, status, would }: DryStep): boolean =>
  status === 'succeeded' && would !== null && effect !== 'pure' && effect !== 'reads';

/** The steps of a test that would do something, each with its sentence. */
export const effectsOf = ({ steps }: DryRun): { node: string; label: string; sentence: string }[] =>
  steps.flatMap((step) =>
    step.would && changesTheWorld(step)
      ? [{ node: step.node, label: step.label, sentence: sentenceOf(step.would) }]
      : [],
  );
