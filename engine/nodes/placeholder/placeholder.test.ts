import { expect, test } from 'vitest';
import { compileFlow } from '../../compile/compile.ts';
import { drawFlow } from '../../testing/flow-builder.ts';
import { problemsOf } from '../../testing/try-step.ts';
import { node as manual } from '../manual/manual.ts';
import { node } from './placeholder.ts';

const params = {
  origin: { program: 'n8n', type: 'n8n-nodes-base.googleSheets', version: 4.5 },
  settings: { parameters: { range: '={{ $json.a', text: '{% raw' } },
};

test('it says what it was, and that it has to be replaced', () => {
  expect(problemsOf(node, params)).toEqual([
    'origin: This step was the n8n node n8n-nodes-base.googleSheets and has to be replaced.',
  ]);
  expect(node.summary(node.params.parse(params))).toBe(
    'Was the n8n node n8n-nodes-base.googleSheets and has to be replaced',
  );
});

test('while it is skipped it stands in nobody’s way, and its settings stay letter by letter', () => {
  const types = new Map([manual, node].map((one) => [one.type, one]));
  const draw = (skip: boolean) =>
    compileFlow(drawFlow({ go: { type: 'manual' }, old: { type: 'placeholder', params, skip } }, ['go > old']), types);
  expect(draw(false).plan).toBeUndefined();
  const { plan, problems } = draw(true);
  expect(problems).toEqual([]);
  expect(plan?.byId.get('old')?.params).toMatchObject(params);
});
