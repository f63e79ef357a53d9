import { z } from 'zod';
import { defineStep, outPort } from '../define.ts';
import { tree } from '../params.ts';

const params = z.strictObject({
  source: z
    .string()
    .max(200_000)
    .default('')
    .describe(
      'The body of a JavaScript function that gets "input" and returns a value; it reaches no network and no files',
    ),
  input: tree.optional().describe('What the code gets as "input"; without it, what started the run'),
});

const sampleSource = 'return { total: input.price * input.amount };';

/** The first line that says something. */
const firstLine = (source: string): string => {
  const line =
    source
      .split('\n')
      .find((one) => one.trim() !== '' && !one.trim().startsWith('//'))
      ?.trim() ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

/** Runs JavaScript of the person where it can reach nothing, and hands on what it returns. */
export const node = defineStep({
  type: 'code',
  version: 1,
  family: 'prepare',
  title: 'Code',
  description: 'Works something out with a few lines of JavaScript, which reach no network and no files.',
  icon: 'braces',
  synonyms: ['code', 'javascript', 'js', 'function', 'script', 'program', 'formula', 'transform', 'calculate'],
  verbatim: ['source'],
  params,
  form: [
    {
      name: 'source',
      label: 'Code',
      kind: 'code',
      placeholder: sampleSource,
      help: 'JavaScript that gets "input" and ends with "return". It has a second, 64 MB, and log("…") to show what it does.',
    },
    {
      name: 'input',
      label: 'Input',
      kind: 'json',
      templated: true,
      takesList: true,
      help: 'What it gets. Empty: what started the flow.',
    },
  ],
  ports: () => [outPort],
  summary: ({ source }) => (source.trim() === '' ? 'Has no code yet' : `Runs ${firstLine(source) || 'its code'}`),
  sample: () => ({ total: 64.9 }),
  check: ({ source }) =>
    source.trim() === ''
      ? [{ param: 'source', message: 'There is no code yet.', fix: 'Type some that ends with "return".' }]
      : [],
  // It changes nothing outside, but runs in a process of its own, so it is not worked out on the spot.
  effect: () => 'reads',
  run: async ({ source, input }, { scripts, payload, timeoutMs, signal }) => {
    const { value, logs } = await scripts.run({ source, input: input ?? payload, timeoutMs, signal });
    return { output: value, ...(logs.length > 0 && { did: { kind: 'log' as const, lines: logs } }) };
  },
  upgrades: [],
});
