import { z } from 'zod';
import { defineTrigger, outPort, type ParamProblem } from '../define.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  folder: z.string().trim().max(4000).default(''),
  name: z.string().max(500).default('').describe('Such as *.pdf; several with a comma between; empty = every file'),
  events: z
    .array(z.enum(['appeared', 'changed', 'removed']))
    .min(1)
    .default(['appeared']),
  settleMs: z.int().min(0).max(3_600_000).default(2000),
  subfolders: z.boolean().default(false),
});

const words = { appeared: 'appears', changed: 'changes', removed: 'is removed' };

const inWords = (events: readonly (keyof typeof words)[]): string => {
  const said = [...new Set(events)].map((event) => words[event]);
  return said.length < 2 ? (said[0] ?? '') : `${said.slice(0, -1).join(', ')} or ${said.at(-1)}`;
};

const checkFolder = (folder: string): ParamProblem[] =>
  folder === '' ? [{ param: 'folder', message: 'No folder is chosen.', fix: 'Choose the folder to watch.' }] : [];

/** Starts a run when a file appears in a folder, changes or is removed. */
export const node = defineTrigger({
  type: 'file-watch',
  version: 1,
  title: 'Files in folder',
  description: 'Starts when a file appears in a folder, changes or is removed.',
  icon: 'folder-search',
  synonyms: ['folder', 'directory', 'file', 'watch', 'new file', 'upload', 'drop', 'scan', 'download', 'inbox'],
  params,
  form: [
    { name: 'folder', label: 'Folder', kind: 'folder' },
    {
      name: 'name',
      label: 'Files named',
      kind: 'text',
      placeholder: '*.pdf',
      help: 'A * stands for any letters. Several patterns with a comma between. Empty: every file. Hidden files never count.',
    },
    {
      name: 'events',
      label: 'When a file',
      kind: 'choices',
      choices: [
        { value: 'appeared', label: 'Appears' },
        { value: 'changed', label: 'Changes' },
        { value: 'removed', label: 'Is removed' },
      ],
    },
    { name: 'subfolders', label: 'Folders inside it too', kind: 'yes-no' },
    {
      name: 'settleMs',
      label: 'Wait until it has not changed for … milliseconds',
      kind: 'number',
      help: 'So that a file that is still being copied is not taken half.',
      advanced: true,
    },
  ],
  ports: () => [outPort],
  summary: ({ folder, name, events }) =>
    `Starts when ${name.trim() === '' ? 'a file' : `a file named ${showValue(name)}`} ${inWords(events)} in ${folder === '' ? 'a folder' : folder}`,
  sample: ({ folder, events }) => ({
    path: `${folder.replace(/[/\\]$/, '') || '/home/ana/invoices'}/invoice-1042.pdf`,
    name: 'invoice-1042.pdf',
    event: events[0] ?? 'appeared',
    size: 48_213,
    modifiedAt: '2026-03-01T09:30:00.000Z',
  }),
  check: ({ folder }) => checkFolder(folder),
  grants: ({ folder }) =>
    folder === '' ? [] : [{ kind: 'read-file', target: /[/\\]$/.test(folder) ? folder : `${folder}/` }],
  listen: ({ folder, name, events, settleMs, subfolders }) => ({
    kind: 'watch',
    source: { kind: 'file-watch', folder, name, events, settleMs, subfolders },
  }),
  upgrades: [],
});
