import { z } from 'zod';
import { toFault } from '../../model/fault.ts';
import { defineStep, outPort } from '../define.ts';
import { fileGrants } from '../grant-target.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  path: text().default(''),
  mode: z.enum(['create', 'replace', 'append']).default('create'),
  content: text().default(''),
});

const verbs = { create: 'Creates', replace: 'Replaces', append: 'Adds to the end of' } as const;

const bytesOf = (content: string): number => new TextEncoder().encode(content).length;

/** Writes a text into a file. */
export const node = defineStep({
  type: 'write-file',
  version: 1,
  family: 'then',
  title: 'Write file',
  description: 'Writes a text into a new file, in place of an old one, or at its end.',
  icon: 'file-pen',
  synonyms: ['file', 'save', 'text', 'append', 'log', 'csv', 'export', 'create file', 'replace file', 'disk'],
  params,
  form: [
    {
      name: 'path',
      label: 'File',
      kind: 'file',
      templated: true,
      placeholder: 'reports/today.txt',
      help: 'A name without a folder in front is kept in the app’s own "files" folder.',
    },
    {
      name: 'mode',
      label: 'What to do',
      kind: 'choice',
      choices: [
        { value: 'create', label: 'Create a new file' },
        { value: 'replace', label: 'Replace the file' },
        { value: 'append', label: 'Add to the end' },
      ],
    },
    {
      name: 'content',
      label: 'Text',
      kind: 'long-text',
      templated: true,
      help: 'Written exactly as it stands here; end it with a line break when adding lines.',
    },
  ],
  ports: () => [outPort],
  summary: ({ path, mode }) => (path === '' ? 'Writes a file' : `${verbs[mode]} the file ${showValue(path)}`),
  sample: ({ path }) => ({ path: typeof path === 'string' && path !== '' ? path : 'reports/today.txt', bytes: 1280 }),
  check: ({ path }) => (path === '' ? [{ param: 'path', message: 'No file is named.', fix: 'Name a file.' }] : []),
  effect: ({ mode }) => (mode === 'replace' ? 'repeatable' : 'not-repeatable'),
  grants: ({ path }) => fileGrants(path),
  run: async ({ path, mode, content }, { files }) => {
    const written = await files.write({ path, mode, content });
    return { output: written, did: { kind: 'file', path: written.path, mode, content } };
  },
  preview: async ({ path, mode, content }, { files }) => {
    const found = await files.resolve(path).catch((thrown) => {
      if (!toFault(thrown).code.startsWith('grant.')) throw thrown;
      return path;
    });
    return { output: { path: found, bytes: bytesOf(content) }, did: { kind: 'file', path: found, mode, content } };
  },
  upgrades: [],
});
