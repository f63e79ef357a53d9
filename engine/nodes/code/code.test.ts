import { afterAll, describe, expect, test } from 'vitest';
import { launchNodeChild } from '../../adapters/children/launch-node-child.ts';
import { createScripts } from '../../adapters/scripts/scripts.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './code.ts';

const scripts = createScripts({ launch: launchNodeChild });
afterAll(() => scripts.stop());

const trigger = { price: 12.5, amount: 2, name: '<b>{{ x }}</b>' };
const run = (params: object) => tryStep(node, params as never, { trigger, outside: { scripts } });

test('it works something out of what started the run', async () => {
  expect(await run({ source: 'return { total: input.price * input.amount };' })).toEqual({ output: { total: 25 } });
});

test('it gets what its input says, and braces in the code are code', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is run
  const source = 'log("got", input.who);\nreturn `${{ a: 1 }.a} {{ ${input.who} }} {% %}`;';
  expect(await run({ source, input: { who: '{{ trigger.name }}' } })).toEqual({
    output: '1 {{ <b>{{ x }}</b> }} {% %}',
    did: { kind: 'log', lines: ['got <b>{{ x }}</b>'] },
  });
});

test('what goes wrong names the line', async () => {
  await expect(run({ source: '\nreturn input.prices[0];' })).rejects.toMatchObject({
    code: 'code.failed',
    who: 'person',
    message: expect.stringMatching(/^Line 2 of the code stopped with "TypeError: /),
    data: { line: 2 },
  });
});

describe('as typed', () => {
  test('there has to be some', () => {
    expect(problemsOf(node, {})).toEqual(['source: There is no code yet.']);
  });

  test('the summary shows its first line', () => {
    const summary = (source: string): string => node.summary(node.params.parse({ source }));
    expect(summary('// total\n\nreturn input.a * 2;')).toBe('Runs return input.a * 2;');
    expect(summary('')).toBe('Has no code yet');
  });
});
