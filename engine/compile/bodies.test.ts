import { describe, expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { testNodeTypes } from '../testing/node-types.ts';
import { compileFlow } from './compile.ts';

const start = { type: 'start' };
const copy = (value: unknown = 1) => ({ type: 'copy', params: { value } as never });
const each = { type: 'for-each', params: { list: '{{ trigger.list }}' } };
const problemsOf = (nodes: Parameters<typeof drawFlow>[0], lines: string[]) =>
  compileFlow(drawFlow({ start, ...nodes }, lines), testNodeTypes()).problems;

describe('repeated steps', () => {
  test('see the item and its index; steps before the list and after it do not', () => {
    const reads = copy('{{ item.name }} {{ index }}');
    const nodes = { before: reads, loop: each, inside: reads, deeper: reads, after: reads };
    const lines = ['start > before > loop', 'loop.each > inside > deeper', 'loop.done > after'];
    expect(problemsOf(nodes, lines).map(({ node, code }) => [node, code])).toEqual([
      ['before', 'template.no-item'],
      ['before', 'template.no-item'],
      ['after', 'template.no-item'],
      ['after', 'template.no-item'],
    ]);
  });

  test('cannot be read one by one from after the list; what came of all of them can', () => {
    const nodes = { loop: each, inside: copy(), after: copy('{{ steps.inside.x }}{{ steps.loop.results }}') };
    expect(problemsOf(nodes, ['start > loop', 'loop.each > inside', 'loop.done > after'])).toMatchObject([
      { node: 'after', code: 'template.inside-repeat', fix: 'Read what came of all items: {{ steps.loop.results }}.' },
    ]);
  });

  test('have no line into them from outside, whichever way it is drawn', () => {
    const nodes = { loop: each, side: copy(), inside: copy(), deeper: copy() };
    const lines = [
      'start > loop',
      'start > side',
      'loop.each > inside > deeper',
      'side > deeper',
      'loop.done > inside',
    ];
    expect(problemsOf(nodes, lines).map(({ node, code }) => [node, code])).toEqual([
      ['deeper', 'repeat.line-into'],
      ['inside', 'repeat.line-into'],
    ]);
  });

  test('may hold lists inside lists, three deep', () => {
    const deep = (count: number) => {
      const ids = Array.from({ length: count }, (_, index) => `l${index}`);
      const lines = ids.map((id, index) => (index === 0 ? `start > ${id}` : `${ids[index - 1]}.each > ${id}`));
      return problemsOf(Object.fromEntries(ids.map((id) => [id, each])), lines);
    };
    expect(deep(3)).toEqual([]);
    expect(deep(4)).toMatchObject([{ node: 'l3', code: 'repeat.too-deep' }]);
  });
});
