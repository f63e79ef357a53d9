import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFlow } from '../compile/compile.ts';
import { Fault } from '../model/fault.ts';
import { flowSchema } from '../model/flow.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { nodes } from '../nodes/nodes.gen.ts';
import { convertWorkflow } from './convert.ts';
import { isWorkflow } from './read-workflow.ts';

const folder = join(import.meta.dirname, 'fixtures');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.n8n.json'))
  .map((file) => file.slice(0, -'.n8n.json'.length));
const read = (name: string): JsonRecord => JSON.parse(readFileSync(join(folder, `${name}.n8n.json`), 'utf8'));
const types = new Map(nodes.map((node) => [node.type, node]));

test('there are workflows of many kinds', () => {
  expect(names.length).toBeGreaterThanOrEqual(12);
});

describe.each(names)('%s', (name) => {
  const workflow = read(name);
  const { document, report } = convertWorkflow(workflow);
  const given = (workflow.nodes as JsonRecord[]).map((node) => node.name);

  test('becomes this flow, with this report', async () => {
    const whole = `${JSON.stringify({ document, report }, null, 2)}\n`;
    await expect(whole).toMatchFileSnapshot(join(folder, `${name}.expected.json`));
  });

  test('is told about node by node', () => {
    expect(report.nodes.map((node) => node.name)).toEqual(given);
    for (const { outcome, differences, id, became } of report.nodes) {
      expect(outcome === 'translated').toBe(differences.length === 0);
      if (outcome === 'placeholder') expect(became).toBe('placeholder');
      if (id !== null) expect((document.nodes as JsonRecord[]).map((node) => node.id)).toContain(id);
    }
  });

  test('is a flow with no other problem than those the report tells', () => {
    expect(flowSchema.safeParse(document).error).toBeUndefined();
    const told = new Map(report.nodes.map(({ id, outcome }) => [id, outcome]));
    const { problems } = compileFlow(document, types);
    const untold = problems.filter(
      ({ node }) => told.get(node ?? '') !== 'approximated' && told.get(node ?? '') !== 'placeholder',
    );
    expect(untold).toEqual([]);
  });
});

const node = (name: string, more: object = {}) => ({
  name,
  type: 'n8n-nodes-base.noOp',
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
  ...more,
});
const faultOf = (document: unknown): string => {
  try {
    convertWorkflow(document);
  } catch (thrown) {
    if (thrown instanceof Fault) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return '';
};

describe('what is no workflow', () => {
  test.each<[unknown, boolean]>([
    [{ nodes: [], connections: {} }, true],
    [{ nodes: [node('A')] }, true],
    [[{ nodes: [node('A')], connections: {} }], true],
    [{ format: 'whenthen.flow/1', nodes: [], connections: {} }, false],
    [{ nodes: [{ id: 'a', type: 'map', params: {} }] }, false],
    [{ nodes: 'x', connections: {} }, false],
    [null, false],
    ['text', false],
  ])('%j is one: %j', (document, expected) => {
    expect(isWorkflow(document)).toBe(expected);
  });

  test('has a fault that says so', () => {
    expect(faultOf('text')).toBe('n8n.not-a-workflow: This is not a workflow that n8n exported.');
    expect(faultOf([{ nodes: [] }, { nodes: [] }])).toContain('holds 2 n8n workflows');
    expect(faultOf({ nodes: Array.from({ length: 5000 }, (_, index) => node(`N${index}`)) })).toBe(
      'n8n.too-many-nodes: This n8n workflow has 5,000 nodes; a flow has at most 500.',
    );
    expect(faultOf({ nodes: [node('A', { parameters: { text: 'x'.repeat(10_000_000) } })] })).toContain(
      'n8n.too-large',
    );
    let deep: JsonValue = {};
    for (let level = 0; level < 100; level++) deep = { deep };
    expect(faultOf({ nodes: [node('A', { parameters: deep })] })).toContain('n8n.too-deep');
  });
});

describe('odd workflows', () => {
  test('names with a meaning to JavaScript are names', () => {
    const document = JSON.parse(`{"name":"Odd","nodes":[
      {"name":"__proto__","type":"n8n-nodes-base.manualTrigger","position":[0,0],"parameters":{}},
      {"name":"constructor","type":"n8n-nodes-base.set","typeVersion":1,"position":[0,0],
       "parameters":{"__proto__":{"polluted":true},"values":{"string":[{"name":"__proto__","value":"x"},{"name":"ok","value":"y"}]}}}],
      "connections":{"__proto__":{"main":[[{"node":"constructor","type":"main","index":0}]]}}}`);
    const { document: flow, report } = convertWorkflow(document);
    expect(report.nodes[1]).toMatchObject({ name: 'constructor', outcome: 'approximated' });
    expect(flow.nodes).toMatchObject([{ id: 'proto' }, { id: 'constructor', params: { fields: [{ name: 'ok' }] } }]);
    expect(({} as JsonRecord).polluted).toBeUndefined();
  });

  test('two nodes of one name, missing connections and lines to nowhere lose nothing', () => {
    const { document, report } = convertWorkflow({
      nodes: [node('A', { type: 'n8n-nodes-base.manualTrigger' }), node('A', { type: 'n8n-nodes-base.html' }), {}],
      connections: { A: { main: [[{ node: 'Gone' }]] } },
    });
    expect(document.name).toBe('Imported from n8n');
    expect(report.nodes.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
      'A: translated',
      'A (2): placeholder',
      'Node 3: placeholder',
    ]);
    expect(report.notes).toEqual(['1 line leads to a node the file does not hold, and is left out.']);
  });

  test('a circle of two nodes is opened, and said', () => {
    const { document, report } = convertWorkflow({
      nodes: [node('A', { type: 'x' }), node('B', { type: 'y' })],
      connections: { A: { main: [[{ node: 'B' }]] }, B: { main: [[{ node: 'A' }]] } },
    });
    expect(document.edges).toEqual([{ from: 'a', port: 'out', to: 'b' }]);
    expect(report.nodes[1]?.differences).toContain('The line back to "A" is left out: flows do not go in circles.');
  });
});

/** Every text of the settings of a node stands somewhere in the flow: translated, or as it was. */
const settings = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>(
      '={{ $json.a }}',
      '={{ $json["b c"]?.d }}',
      "={{ $('A').item.json.x.trim() }}",
      '={{',
      '{{ x }}',
      '{% x',
      null,
      true,
      5,
    ),
    fc.string().map((text): JsonValue => `={{ ${text} }}`),
    fc.string(),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'rules',
        'values',
        'conditions',
        'string',
        'number',
        'name',
        'value',
        'assignments',
        'parameters',
        'url',
        'jsonBody',
        'sendBody',
        'fieldToSplitOut',
        'options',
        'operation',
        'leftValue',
        'rightValue',
        'operator',
        '__proto__',
        'workflowId',
        'formFields',
        'interval',
        'rule',
        'amount',
        'text',
      ),
      tie('tree'),
      { maxKeys: 6 },
    ),
  ),
})).tree as fc.Arbitrary<JsonValue>;
const kinds = [
  'webhook',
  'set',
  'if',
  'filter',
  'switch',
  'merge',
  'splitOut',
  'itemLists',
  'splitInBatches',
  'aggregate',
  'httpRequest',
  'emailSend',
  'gmail',
  'slack',
  'telegram',
  'discord',
  'code',
  'function',
  'executeWorkflow',
  'stopAndError',
  'noOp',
  'stickyNote',
  'respondToWebhook',
  'removeDuplicates',
  'readWriteFile',
  'wait',
  'scheduleTrigger',
  'cron',
  'formTrigger',
  'rssFeedReadTrigger',
  'manualTrigger',
  'executeWorkflowTrigger',
  'errorTrigger',
  'openAi',
  'crypto',
];
const anyNode = fc.record({
  name: fc.constantFrom('A', 'B', 'C', 'D', 'E', '__proto__'),
  type: fc.constantFrom(...kinds.map((kind) => `n8n-nodes-base.${kind}`)),
  typeVersion: fc.constantFrom(1, 1.1, 2, 2.2, 3, 3.4, 4.2),
  position: fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 })),
  parameters: settings,
  disabled: fc.boolean(),
  onError: fc.constantFrom(undefined, 'continueErrorOutput', 'continueRegularOutput'),
  credentials: fc.constantFrom(undefined, { smtp: { name: 'Ünï (1)' } }, { httpHeaderAuth: 'old' }),
});
const anyLine = fc.record({
  node: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  type: fc.constant('main'),
  index: fc.nat(2),
});
const anyConnections = fc.dictionary(
  fc.constantFrom('A', 'B', 'C', 'D', 'E', '__proto__'),
  fc.record({ main: fc.array(fc.array(anyLine, { maxLength: 3 }), { maxLength: 3 }) }),
);

describe('whatever comes', () => {
  test('a document becomes a flow that can be read, or a fault; every node is told about', () => {
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 7 }), anyConnections, (given, connections) => {
        const { document, report } = convertWorkflow({ name: 'Any', nodes: given, connections });
        expect(report.nodes).toHaveLength(given.length);
        expect(flowSchema.safeParse(document).error?.issues).toBeUndefined();
        const { problems } = compileFlow(document, types);
        expect(
          problems.filter(({ code }) =>
            [
              'flow.circle',
              'edge.dangling',
              'edge.twice',
              'edge.unknown-port',
              'node.duplicate-id',
              'param.unknown',
            ].includes(code),
          ),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('anything at all gives a flow or a fault', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), fc.anything({ maxDepth: 3 }), (one, other) => {
        for (const document of [one, { nodes: one, connections: other }, { nodes: [one, other], connections: one }])
          try {
            convertWorkflow(document);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(Fault);
          }
      }),
      { numRuns: 300 },
    );
  });

  test('cutting a real workflow anywhere gives a flow or a fault', () => {
    const mutate = (value: JsonValue, pick: () => number): JsonValue => {
      if (pick() === 0) return [null, 5, 'x', [], {}][pick() % 5] as JsonValue;
      if (Array.isArray(value)) return value.map((item) => mutate(item, pick));
      return isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mutate(inner, pick)]))
        : value;
    };
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.infiniteStream(fc.nat(40)), (name, stream) => {
        const pick = (): number => stream.next().value as number;
        try {
          const { document } = convertWorkflow(mutate(read(name), pick));
          expect(flowSchema.safeParse(document).error?.issues).toBeUndefined();
        } catch (thrown) {
          if (!(thrown instanceof Fault)) throw thrown;
        }
      }),
      { numRuns: 300 },
    );
  });
});
