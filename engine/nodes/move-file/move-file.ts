import { z } from 'zod';
import { toFault } from '../../model/fault.ts';
import type { FileMove, PlannedMove } from '../../model/outside.ts';
import type { Resolved } from '../../model/template.ts';
import { Template } from '../../model/template.ts';
import { defineStep, outPort, type ParamProblem, type StepResult } from '../define.ts';
import { fileGrants } from '../grant-target.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  from: text().default('').describe('The file to move'),
  to: text().default('').describe('A folder, or a path with a new name; a name without an ending is a folder'),
  ifExists: z.enum(['fail', 'replace', 'number']).default('fail').describe('What to do when there is a file already'),
});

type Params = z.output<typeof params>;

const check = ({ from, to }: Params): ParamProblem[] => [
  ...(from === '' ? [{ param: 'from', message: 'No file is named.', fix: 'Name the file to move.' }] : []),
  ...(to === ''
    ? [{ param: 'to', message: 'No place is named.', fix: 'Name a folder, or a path with a new name.' }]
    : []),
];

/** A folder is allowed as a whole; a typed name without an ending is one. */
const placeGrants = (to: Params['to']) =>
  fileGrants(typeof to === 'string' && /(^|[/\\])[^./\\]+$/.test(to) ? `${to}/` : to);

const moveOf = ({ from, to, ifExists }: Resolved<Params>, startedAtMs: number): FileMove => ({
  from,
  to,
  ifExists,
  startedAtMs,
});

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

const told = ({ from, to, bytes, replaces }: PlannedMove): StepResult => ({
  output: { path: to, name: nameOf(to), from, bytes, replaced: replaces },
  did: { kind: 'move', from, to, bytes, replaces },
});

/** Moves or renames a file. */
export const node = defineStep({
  type: 'move-file',
  version: 1,
  family: 'then',
  title: 'Move file',
  description: 'Moves a file to another folder, or gives it another name.',
  icon: 'file-output',
  synonyms: ['move', 'rename', 'file', 'folder', 'archive', 'sort', 'tidy', 'put away', 'file it', 'organise'],
  params,
  form: [
    { name: 'from', label: 'File', kind: 'file', templated: true, placeholder: 'inbox/scan.pdf' },
    {
      name: 'to',
      label: 'Move to',
      kind: 'folder',
      templated: true,
      placeholder: 'archive/2026/',
      help: 'In a folder the file keeps its name. Add a name with an ending, such as invoices/{{ trigger.name }}, to give it that one. Missing folders are made.',
    },
    {
      name: 'ifExists',
      label: 'If there is a file already',
      kind: 'choice',
      choices: [
        { value: 'fail', label: 'Stop with an error' },
        { value: 'number', label: 'Put a number behind the name' },
        { value: 'replace', label: 'Overwrite it' },
      ],
    },
  ],
  ports: () => [outPort],
  summary: ({ from, to }) =>
    from === '' || to === '' ? 'Moves a file' : `Moves ${showValue(from)} to ${showValue(to)}`,
  sample: ({ from, to }) => {
    const name = typeof from === 'string' && from !== '' ? nameOf(from) : 'scan.pdf';
    const folder = to instanceof Template || to === '' ? 'archive' : to.replace(/[/\\]+$/, '');
    return {
      path: `${folder}/${name}`,
      name,
      from: typeof from === 'string' && from !== '' ? from : 'inbox/scan.pdf',
      bytes: 48_213,
      replaced: false,
    };
  },
  check,
  // What an earlier attempt did is recognised and finished.
  effect: () => 'repeatable',
  grants: ({ from, to }) => [...fileGrants(from), ...placeGrants(to)],
  run: async (filled, { files, signal, startedAtMs }) =>
    told(await files.move({ ...moveOf(filled, startedAtMs), signal })),
  preview: async (filled, { files, startedAtMs }) => {
    try {
      return told(await files.planMove(moveOf(filled, startedAtMs)));
    } catch (thrown) {
      if (!toFault(thrown).code.startsWith('grant.')) throw thrown;
      return told({ from: filled.from, to: filled.to, bytes: 0, replaces: false });
    }
  },
  upgrades: [],
});
