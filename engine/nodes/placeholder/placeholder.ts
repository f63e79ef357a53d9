import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import { defineStep, outPort } from '../define.ts';

const params = z.strictObject({
  origin: z
    .strictObject({
      program: z.string().max(100).default(''),
      type: z.string().max(200).default(''),
      version: z.number().default(1),
    })
    .prefault({})
    .describe('What it was, and in which program'),
  settings: z.record(z.string(), z.json()).default({}).describe('How it was set up there, kept as it was'),
});
type Params = z.output<typeof params>;

const was = ({ origin: { type, program } }: Params): string => {
  const name = [program, type].filter((word) => word !== '').join(' node ');
  return name === '' ? 'a step of another program' : `the ${name}`;
};

const fix = 'Add the steps that do the same and remove this one, or skip it.';

/** Stands for a step of another program that has no counterpart here, with its name and settings, until it is replaced. */
export const node = defineStep({
  type: 'placeholder',
  version: 1,
  family: 'then',
  title: 'To be replaced',
  description: 'Stands for a step of another program until you replace it; keeps how it was set up there.',
  icon: 'puzzle',
  synonyms: ['placeholder'],
  hidden: true,
  verbatim: ['settings'],
  params,
  form: [
    {
      name: 'origin',
      label: 'What it was',
      kind: 'group',
      fields: [
        { name: 'program', label: 'Program', kind: 'text' },
        { name: 'type', label: 'Kind of step', kind: 'text' },
        { name: 'version', label: 'Version', kind: 'number', advanced: true },
      ],
    },
    { name: 'settings', label: 'How it was set up', kind: 'json', help: 'For looking up; nothing is done with it.' },
  ],
  ports: () => [outPort],
  summary: (typed) => `Was ${was(typed)} and has to be replaced`,
  sample: () => ({}),
  check: (typed) => [
    {
      param: 'origin',
      message: `This step was ${was(typed)} and has to be replaced.`,
      fix,
      unlessSkipped: true,
    },
  ],
  effect: () => 'pure',
  // A flow with one is never switched on; this is for a version stored before that was checked.
  run: (filled) => {
    throw personFault('placeholder.not-replaced', `This step was ${was(filled)} and has to be replaced.`, { fix });
  },
  upgrades: [],
});
