import { z } from 'zod';
import type { NodeTypes } from '../compile/plan.ts';
import { isRecord } from '../model/json.ts';
import type { EffectClass } from '../model/run.ts';
import { defineStep, defineTrigger, outPort, type StepContext, type StepResult } from '../nodes/define.ts';
import { node as forEach } from '../nodes/for-each/for-each.ts';
import { node as merge } from '../nodes/merge/merge.ts';
import { text, tree } from '../nodes/params.ts';

/** What the `effect` node of a test does; replaced by each test. */
export type Effect = (value: unknown, context: StepContext) => StepResult | Promise<StepResult>;

const common = {
  version: 1,
  description: 'For tests.',
  synonyms: [],
  icon: 'box',
  form: [],
  summary: () => 'is tested',
  sample: () => ({}),
  upgrades: [],
};

const makeEffect = (type: string, effect: EffectClass, act: Effect) =>
  defineStep({
    ...common,
    type,
    family: 'then',
    title: type,
    params: z.strictObject({ value: tree.optional() }),
    ports: () => [outPort],
    effect: () => effect,
    run: (params, context) => act(params.value, context),
    preview: (params) => ({ output: { preview: params.value ?? null } }),
  });

/**
 * A small set of node types for tests of compiler and run loop: `start` (trigger), `start-by-state` (trigger with ports `out` and `low`), `copy` (hands on its `value`), `choose`
 * (ports `left` and `right`), `sleep`, `end`, one `effect` node of each class that matters, and the real `for-each` and `merge`.
 */
export const testNodeTypes = (act: Effect = () => ({ output: {} })): NodeTypes =>
  new Map(
    [
      defineTrigger({
        ...common,
        type: 'start',
        title: 'Start',
        params: z.strictObject({}),
        ports: () => [outPort],
        listen: () => ({ kind: 'manual' }),
      }),
      defineTrigger({
        ...common,
        type: 'on-event',
        title: 'On event',
        params: z.strictObject({ name: z.string() }),
        ports: () => [outPort],
        listen: ({ name }) => ({ kind: 'app-event', name }),
      }),
      defineTrigger({
        ...common,
        type: 'start-by-state',
        title: 'Start by state',
        params: z.strictObject({}),
        ports: () => [outPort, { id: 'low', label: 'low' }],
        listen: () => ({ kind: 'manual' }),
        leavesBy: (payload) => (isRecord(payload) && payload.state === 'low' ? 'low' : 'out'),
      }),
      defineStep({
        ...common,
        type: 'copy',
        family: 'prepare',
        title: 'Copy',
        params: z.strictObject({ value: tree.optional(), label: text().optional() }),
        ports: () => [outPort],
        effect: () => 'pure',
        run: ({ value }) => ({ output: value ?? null }),
      }),
      defineStep({
        ...common,
        type: 'choose',
        family: 'check',
        title: 'Choose',
        params: z.strictObject({ port: text() }),
        ports: () => [
          { id: 'left', label: 'left' },
          { id: 'right', label: 'right' },
        ],
        effect: () => 'pure',
        run: ({ port }) => ({ output: {}, port: port === 'none' ? null : port }),
      }),
      defineStep({
        ...common,
        type: 'sleep',
        family: 'check',
        title: 'Sleep',
        params: z.strictObject({ ms: z.number() }),
        ports: () => [outPort],
        effect: () => 'pure',
        run: ({ ms }, { now, startedAtMs }) =>
          now() < startedAtMs + ms ? { waitUntilMs: startedAtMs + ms } : { output: { slept: ms } },
      }),
      defineStep({
        ...common,
        type: 'announce',
        family: 'then',
        title: 'Announce',
        params: z.strictObject({ name: text() }),
        ports: () => [outPort],
        effect: () => 'pure',
        run: ({ name }) => ({ announce: [{ name, data: {} }] }),
      }),
      defineStep({
        ...common,
        type: 'end',
        family: 'check',
        title: 'End',
        params: z.strictObject({ as: z.enum(['failed', 'done']), message: text() }),
        ports: () => [],
        effect: () => 'pure',
        run: ({ as, message }) => ({ end: { as, message } }),
      }),
      defineStep({
        ...common,
        type: 'tell',
        family: 'then',
        title: 'Tell',
        version: 3,
        params: z.strictObject({ body: tree.default(null) }),
        ports: () => [outPort],
        effect: () => 'pure',
        run: () => ({ answer: { status: 200, headers: [], body: null } }),
        upgrades: [
          {
            from: 1,
            name: 'RenameTextToMessage',
            up: ({ text: message, ...rest }) => ({ ...rest, message: message ?? null }),
          },
          { from: 2, name: 'RenameMessageToBody', up: ({ message, ...rest }) => ({ ...rest, body: message ?? null }) },
        ],
      }),
      forEach,
      merge,
      makeEffect('send', 'not-repeatable', act),
      makeEffect('put', 'repeatable', act),
      makeEffect('look', 'reads', act),
    ].map((node) => [node.type, node]),
  );
