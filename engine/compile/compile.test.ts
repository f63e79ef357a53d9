import { describe, expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { testNodeTypes } from '../testing/node-types.ts';
import { compileFlow } from './compile.ts';

const types = testNodeTypes();
const codes = (document: unknown): string[] => compileFlow(document, types).problems.map(({ code }) => code);
const only = (document: unknown) => {
  const { problems } = compileFlow(document, types);
  expect(problems).toHaveLength(1);
  return problems[0];
};
const start = { type: 'start' };

describe('compileFlow', () => {
  test('turns a good flow into a plan in running order', () => {
    const flow = drawFlow({ b: { type: 'copy' }, a: { type: 'copy' }, start }, ['start > a > b']);
    const { plan, problems } = compileFlow(flow, types);
    expect(problems).toEqual([]);
    expect(plan?.nodes.map(({ id }) => id)).toEqual(['start', 'a', 'b']);
  });

  test('reports every problem at once, each with a place, a sentence and a fix', () => {
    const flow = drawFlow(
      {
        start,
        a: { type: 'copi' },
        b: { type: 'choose', params: {} },
        c: { type: 'copy', params: { valeu: 1 } },
        d: { type: 'copy', params: { value: '{{ steps.zzz.x }}' } },
      },
      ['start > b', 'start > c > d', 'start > a'],
    );
    const { problems, plan } = compileFlow(flow, types);
    expect(plan).toBeUndefined();
    expect(problems.map(({ code, node, param }) => [code, node, param])).toEqual([
      ['node.unknown-type', 'a', undefined],
      ['param.missing', 'b', 'port'],
      ['param.unknown', 'c', 'valeu'],
      ['template.unknown-step', 'd', 'value'],
    ]);
    for (const { message, fix } of problems) expect(message.length * fix.length).toBeGreaterThan(0);
    expect(problems[0]?.fix).toBe('Did you mean "copy"?');
    expect(problems[2]?.fix).toBe('Did you mean "value"?');
  });

  test('says that a file is not a flow', () => {
    for (const input of [null, 7, [], {}, { format: 'other' }, 'text'])
      expect(codes(input)).toEqual(['flow.not-a-flow']);
  });

  test('names the setting of the file that is wrong', () => {
    const problem = only({ ...drawFlow({ start }, []), settings: { overlap: 'sometimes' } });
    expect(problem).toMatchObject({ code: 'param.not-a-choice', param: 'settings.overlap' });
    expect(problem?.fix).toContain('"parallel", "queue", "skip"');
  });

  test('finds a circle and names the steps along it', () => {
    const flow = drawFlow({ start, a: { type: 'copy' }, b: { type: 'copy' }, c: { type: 'copy' } }, [
      'start > a > b > c > a',
    ]);
    const problem = only(flow);
    expect(problem?.code).toBe('flow.circle');
    expect(problem?.message).toMatch(/a → b → c → a|b → c → a → b|c → a → b → c/);
  });

  test('finds a step no trigger leads to', () => {
    expect(only(drawFlow({ start, a: { type: 'copy' } }, []))).toMatchObject({ code: 'flow.unreachable', node: 'a' });
  });

  test('finds a flow nothing starts', () => {
    expect(codes(drawFlow({ a: { type: 'copy' } }, []))).toEqual(['flow.no-trigger']);
  });

  test('finds loose ends, unknown ports, doubled lines and lines into a trigger', () => {
    const flow = drawFlow({ start, a: { type: 'copy' } }, [
      'start > a > gone',
      'start.left > a',
      'start > a',
      'start > a',
      'a > start',
    ]);
    expect(new Set(codes(flow))).toEqual(
      new Set(['edge.dangling', 'edge.unknown-port', 'edge.twice', 'edge.into-trigger', 'flow.circle']),
    );
  });

  test('knows the port "failed" only when the step is set to branch', () => {
    const flow = (then: string) =>
      drawFlow({ start, a: { type: 'send', onError: { then } }, b: { type: 'copy' } }, ['start > a', 'a.failed > b']);
    expect(codes(flow('branch'))).toEqual([]);
    expect(codes(flow('stop'))).toEqual(['edge.unknown-port']);
  });

  test('finds two steps with one id', () => {
    const flow = drawFlow({ start, a: { type: 'copy' } }, ['start > a']);
    (flow.nodes as unknown[]).push({ id: 'a', type: 'copy' });
    expect(codes(flow)).toContain('node.duplicate-id');
  });

  test.each([
    ['{{ trigger.x', 'template.parse'],
    ['{% if x %}{% endif %}', 'template.parse'],
    ['{{ trigger.x | upcas }}', 'template.unknown-filter'],
    ['{{ amount }}', 'template.unknown-word'],
    ['{{ steps.b.x }}', 'template.not-upstream'],
    ['{{ steps.a.x }}', 'template.not-upstream'],
    ['{{ item.x }}', 'template.no-item'],
    ['{{ trigger.list | join: steps.b.x }}', 'template.not-upstream'],
  ])('refuses the template %s', (value, code) => {
    const flow = drawFlow({ start, a: { type: 'copy', params: { value } }, b: { type: 'copy' } }, [
      'start > a',
      'start > b',
    ]);
    expect(only(flow)).toMatchObject({ code, node: 'a', param: 'value' });
  });

  test.each([
    [1, { text: 'hi' }],
    [2, { message: 'hi' }],
    [3, { body: 'hi' }],
  ])('brings params of version %i of a node type up to the present one', (version, params) => {
    const { plan, problems } = compileFlow(
      drawFlow({ start, a: { type: 'tell', version, params } }, ['start > a']),
      types,
    );
    expect(problems).toEqual([]);
    expect(plan?.byId.get('a')?.params).toEqual({ body: 'hi' });
  });

  test('refuses a node of a newer version than this program knows', () => {
    expect(codes(drawFlow({ start, a: { type: 'tell', version: 4 } }, ['start > a']))).toContain('node.newer');
  });

  test('refuses a placeholder where none can stand', () => {
    const flow = drawFlow({ start, a: { type: 'sleep', params: { ms: '{{ trigger.ms }}' } } }, ['start > a']);
    expect(only(flow)).toMatchObject({ code: 'param.no-placeholder', node: 'a', param: 'ms' });
  });

  test('ids such as __proto__ and constructor are harmless', () => {
    const flow = drawFlow({ start, constructor: { type: 'copy', params: { value: 'x' } } }, ['start > constructor']);
    (flow.nodes as unknown[]).push({ id: '__proto__', type: 'copy', params: { value: '{{ steps.constructor }}' } });
    (flow.edges as unknown[]).push({ from: 'constructor', to: '__proto__' });
    const { plan, problems } = compileFlow(flow, types);
    expect(problems).toEqual([]);
    expect(plan?.nodes.map(({ id }) => id)).toEqual(['start', 'constructor', '__proto__']);
    expect(({} as Record<string, unknown>).value).toBeUndefined();
  });

  test('refuses params that arrive with the wrong type, naming the template they came from', () => {
    const flow = drawFlow({ start, a: { type: 'choose', params: { port: '{{ trigger.x }}' } } }, ['start > a']);
    const step = compileFlow(flow, types).plan?.nodes[1];
    const scope = {
      trigger: { x: ['no'] },
      steps: {},
      run: { id: '', startedAt: '' },
      flow: { name: '' },
      now: '',
      vars: {},
    };
    expect(() => step?.kind === 'step' && step.resolve(scope)).toThrow(
      /needs text, but there is a list.*\{\{ trigger.x \}\}/,
    );
  });
});
