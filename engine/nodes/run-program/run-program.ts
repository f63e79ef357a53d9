import { z } from 'zod';
import { personFault, toFault } from '../../model/fault.ts';
import type { Preview } from '../../model/preview.ts';
import type { Resolved } from '../../model/template.ts';
import { Template } from '../../model/template.ts';
import { defineStep, outPort, type ParamProblem } from '../define.ts';
import { typedText } from '../grant-target.ts';
import { text } from '../params.ts';
import { hasTemplate, showValue } from '../show-value.ts';

const params = z.strictObject({
  program: typedText('the program must be named outright, so that a person can allow this one').default(''),
  args: z.array(text()).default([]).describe('One argument each; nothing is split, joined or read by a shell'),
  input: text().default('').describe('What the program reads from its standard input'),
  folder: typedText('the folder a program runs in must be named outright')
    .default('')
    .describe('Where it runs; empty = the app’s own files folder'),
  allowOptions: z.boolean().default(false).describe('Whether an argument that comes from data may begin with "-"'),
});

type Params = z.output<typeof params>;
type Filled = Resolved<Params>;

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

const isWholePath = (path: string): boolean => /^([/\\]|[A-Za-z]:[/\\])/.test(path);

/** Programs that take a text and run it, and the arguments before such a text. */
const runsText =
  /^(ba|da|z|k|c|tc|fi)?sh$|^(cmd|powershell|pwsh|python[\d.]*|node|deno|bun|perl|ruby|php|osascript|awk|gawk|mawk|sed)$/;
const beforeText = /^(-[a-z]*[ce]|--eval|--command|--expression|-r|\/c|\/k|-command|-encodedcommand)$/i;

/** Places of arguments that would be run as a program although they come from data. */
const codeFromData = ({ program, args }: Params): number[] => {
  if (
    !runsText.test(
      nameOf(program)
        .replace(/\.exe$/i, '')
        .toLowerCase(),
    )
  )
    return [];
  return args.flatMap((arg, at) => {
    const before = args[at - 1];
    return hasTemplate(arg) && typeof before === 'string' && beforeText.test(before) ? [at] : [];
  });
};

const check = (typed: Params): ParamProblem[] => {
  const { program } = typed;
  if (program === '')
    return [{ param: 'program', message: 'No program is named.', fix: 'Choose the file of a program.' }];
  if (!isWholePath(program))
    return [
      {
        param: 'program',
        message: `${showValue(program)} does not say where the program is.`,
        fix: 'Name the whole path, such as /usr/bin/rsync.',
      },
    ];
  return codeFromData(typed).map((at) => ({
    param: `args.${at}`,
    message: 'What arrives would be run as a command here.',
    fix: 'Type the command itself, and hand values over as arguments of their own or as input.',
  }));
};

/** Whether the beginning of an argument comes from data. */
const beginsWithData = (arg: Params['args'][number]): boolean => arg instanceof Template && arg.source.startsWith('{{');

const refuseOptions = ({ args, allowOptions }: Filled, fromData: readonly boolean[]): void => {
  if (allowOptions) return;
  const at = args.findIndex((arg, index) => fromData[index] && arg.startsWith('-'));
  if (at < 0) return;
  throw personFault(
    'program.option',
    `Argument ${at + 1} comes from data and begins with "-", so the program would take it for an option.`,
    { fix: 'Correct the data, or allow options from data in this step if they are meant.', data: { argument: at + 1 } },
  );
};

const previewOf = ({ args, input }: Filled, { program, folder }: { program: string; folder: string }): Preview => ({
  kind: 'program',
  program,
  args: [...args],
  input,
  folder,
});

/** Runs a program of this computer. */
export const node = defineStep({
  type: 'run-program',
  version: 1,
  family: 'then',
  title: 'Run program',
  description: 'Runs a program on this computer with arguments of your own and hands on what it answers.',
  icon: 'terminal',
  synonyms: [
    'program',
    'command',
    'shell',
    'script',
    'execute',
    'exec',
    'terminal',
    'cli',
    'python',
    'bash',
    'run',
    'start app',
  ],
  params,
  form: [
    {
      name: 'program',
      label: 'Program',
      kind: 'file',
      placeholder: '/usr/bin/rsync',
      help: 'The whole path. It runs only after you have allowed it for this flow.',
    },
    {
      name: 'args',
      label: 'Arguments',
      kind: 'text-list',
      templated: true,
      help: 'One in each line, exactly as the program gets it: no quotes, and nothing is read by a shell.',
    },
    {
      name: 'input',
      label: 'Input',
      kind: 'long-text',
      templated: true,
      help: 'What the program reads, as if it were typed. Leave it empty if it reads nothing.',
      advanced: true,
    },
    {
      name: 'folder',
      label: 'Run it in',
      kind: 'folder',
      help: 'Without one it runs in the app’s own "files" folder.',
      advanced: true,
    },
    {
      name: 'allowOptions',
      label: 'Let data give options',
      kind: 'yes-no',
      help: 'Otherwise an argument from data that begins with "-" stops the step: the program would take it for an option.',
      advanced: true,
    },
  ],
  ports: () => [outPort],
  summary: ({ program, args }) => {
    if (program === '') return 'Runs a program';
    const shown = args.slice(0, 3).map((arg) => showValue(arg, 30));
    return `Runs ${[nameOf(program), ...shown].join(' ')}${args.length > 3 ? ' …' : ''}`;
  },
  sample: () => ({ output: 'done\n', errors: '', truncated: false }),
  check,
  // Nobody but the program knows what it does a second time.
  effect: () => 'not-repeatable',
  timeoutMs: 60_000,
  grants: ({ program }) => (isWholePath(program) ? [{ kind: 'program', target: program }] : []),
  prepare: ({ args }) => args.map(beginsWithData),
  run: async (filled, { programs, prepared, timeoutMs, signal }) => {
    refuseOptions(filled, prepared as boolean[]);
    const { program, args, input, folder } = filled;
    const at = programs.resolve({ program, folder });
    const result = await programs.run({ program, args, input, folder, timeoutMs, signal });
    return { output: { ...result }, did: previewOf(filled, at) };
  },
  preview: (filled, { programs, prepared }) => {
    refuseOptions(filled, prepared as boolean[]);
    const output = { output: '', errors: '', truncated: false };
    try {
      return { output, did: previewOf(filled, programs.resolve(filled)) };
    } catch (thrown) {
      if (!toFault(thrown).code.startsWith('grant.')) throw thrown;
      return { output, did: previewOf(filled, filled) };
    }
  },
  upgrades: [],
});
