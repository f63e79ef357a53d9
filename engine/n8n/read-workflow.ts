import { personFault } from '../model/fault.ts';
import { flowLimits } from '../model/flow.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';

/** A node of an exported workflow. */
export interface N8nNode {
  /** Unique in the workflow; lines name it. */
  name: string;
  /** Such as `n8n-nodes-base.httpRequest`. */
  type: string;
  /** The type without the package: `httpRequest`. */
  kind: string;
  version: number;
  position: { x: number; y: number };
  params: JsonRecord;
  /** Names of credentials by their kind. */
  credentials: ReadonlyMap<string, string>;
  disabled: boolean;
  onError: 'stop' | 'continue' | 'branch';
  /** Tries after the first, and the time between them. */
  retries: number;
  retryDelayMs: number;
  notes: string;
}

/** A line that data takes: from a way out of one node to another node. */
export interface N8nLine {
  from: string;
  output: number;
  to: string;
  input: number;
}

export interface Workflow {
  name: string;
  timeZone: string | null;
  errorWorkflow: boolean;
  pinned: boolean;
  nodes: N8nNode[];
  lines: N8nLine[];
  /** Lines of helpers such as a language model, by the node they help. */
  helpers: ReadonlyMap<string, readonly string[]>;
  /** Lines that name a node the file does not hold. */
  looseLines: number;
}

const limits = { characters: 8_000_000, depth: 64 } as const;
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

const notWorkflow = (message: string) =>
  personFault('n8n.not-a-workflow', message, { fix: 'In n8n, open the workflow and choose Download from its menu.' });

/** A copy without names that mean something to JavaScript itself. */
const clean = (value: unknown, depth = 0): JsonValue => {
  if (depth > limits.depth)
    throw personFault('n8n.too-deep', 'This n8n file holds values nested more than 64 levels deep.', {
      fix: 'Remove pinned data from the workflow and download it again.',
    });
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        prototypeKeys.has(key) || inner === undefined ? [] : [[key, clean(inner, depth + 1)]],
      ),
    );
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) ? (value as JsonValue) : null;
};

/** Whether a document looks like something n8n exported; whether it is complete is for {@link readWorkflow} to say. */
export const isWorkflow = (document: unknown): boolean => {
  const one = Array.isArray(document) ? document[0] : document;
  if (!isRecord(one) || 'format' in one || !Array.isArray(one.nodes)) return false;
  const first: unknown = one.nodes[0];
  return (
    isRecord(one.connections) ||
    (isRecord(first) && typeof first.type === 'string' && isRecord(first.parameters) && Array.isArray(first.position))
  );
};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});
export const listOf = (value: unknown): JsonValue[] => (Array.isArray(value) ? value : []);

const numberOf = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fallback;

const errorModes: Readonly<Record<string, N8nNode['onError']>> = {
  continueErrorOutput: 'branch',
  continueRegularOutput: 'continue',
};

const readNode = (value: JsonValue, name: string): N8nNode => {
  const node = recordOf(value);
  const type = textOf(node.type) || 'unknown';
  const [x, y] = listOf(node.position);
  const names = Object.entries(recordOf(node.credentials)).map(([kind, given]): [string, string] => [
    kind,
    // The first versions of n8n stored just the name.
    textOf(given) || textOf(recordOf(given).name),
  ]);
  return {
    name,
    type,
    kind: type.slice(type.lastIndexOf('.') + 1),
    version: numberOf(node.typeVersion, 1),
    position: { x: numberOf(x, 0), y: numberOf(y, 0) },
    params: recordOf(node.parameters),
    credentials: new Map(names),
    disabled: node.disabled === true,
    onError: errorModes[textOf(node.onError)] ?? (node.continueOnFail === true ? 'continue' : 'stop'),
    retries: node.retryOnFail === true ? Math.min(20, Math.max(0, Math.trunc(numberOf(node.maxTries, 3)) - 1)) : 0,
    retryDelayMs: Math.min(86_400_000, Math.max(0, Math.trunc(numberOf(node.waitBetweenTries, 1000)))),
    notes: textOf(node.notes),
  };
};

const readNodes = (values: JsonValue[]): N8nNode[] => {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const wanted = textOf(recordOf(value).name) || `Node ${index + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} (${number})`;
    taken.add(name);
    return readNode(value, name);
  });
};

const readLines = (connections: JsonRecord, names: ReadonlySet<string>) => {
  const lines: N8nLine[] = [];
  const helpers = new Map<string, string[]>();
  let looseLines = 0;
  for (const [from, byKind] of Object.entries(connections))
    for (const [kind, outputs] of Object.entries(recordOf(byKind)))
      listOf(outputs).forEach((targets, output) => {
        for (const target of listOf(targets)) {
          const to = textOf(recordOf(target).node);
          if (!names.has(from) || !names.has(to)) looseLines++;
          else if (kind !== 'main') helpers.set(to, [...(helpers.get(to) ?? []), from]);
          else lines.push({ from, output, to, input: Math.max(0, Math.trunc(numberOf(recordOf(target).index, 0))) });
        }
      });
  return { lines, helpers, looseLines };
};

/** Reads an exported workflow. Throws `n8n.*` faults for what is no workflow or larger than a flow can be. */
export const readWorkflow = (document: unknown): Workflow => {
  if (Array.isArray(document) && document.length > 1)
    throw notWorkflow(`This file holds ${document.length} n8n workflows; they are taken one at a time.`);
  const given: unknown = Array.isArray(document) ? document[0] : document;
  if (!isRecord(given) || !Array.isArray(given.nodes)) throw notWorkflow('This is not a workflow that n8n exported.');
  if (given.nodes.length > flowLimits.nodes)
    throw personFault(
      'n8n.too-many-nodes',
      `This n8n workflow has ${given.nodes.length.toLocaleString('en')} nodes; a flow has at most ${flowLimits.nodes}.`,
      { fix: 'Split it into several workflows in n8n, and import each.' },
    );
  const { pinData, staticData: _kept, ...rest } = given;
  const workflow = recordOf(clean(rest));
  if (JSON.stringify(workflow).length > limits.characters)
    throw personFault('n8n.too-large', 'This n8n workflow is larger than 8 MB.', {
      fix: 'Split it into several workflows in n8n, and import each.',
    });
  const nodes = readNodes(listOf(workflow.nodes));
  const { lines, helpers, looseLines } = readLines(
    recordOf(workflow.connections),
    new Set(nodes.map(({ name }) => name)),
  );
  if (lines.length > flowLimits.edges)
    throw personFault(
      'n8n.too-many-lines',
      `This n8n workflow has ${lines.length.toLocaleString('en')} lines; a flow has at most ${flowLimits.edges.toLocaleString('en')}.`,
      { fix: 'Split it into several workflows in n8n, and import each.' },
    );
  const settings = recordOf(workflow.settings);
  return {
    name: textOf(workflow.name).trim().slice(0, 200) || 'Imported from n8n',
    timeZone: textOf(settings.timezone) || null,
    errorWorkflow: textOf(settings.errorWorkflow) !== '',
    pinned: isRecord(pinData) && Object.keys(pinData).length > 0,
    nodes,
    lines,
    helpers,
    looseLines,
  };
};
