import { flowFormat } from '../model/flow.ts';
import type { ImportedNode, ImportReport } from '../model/import-report.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import { arrange } from './arrange.ts';
import { createIds, createPlaces, noteAbout, noteOf } from './flow-parts.ts';
import { type N8nNode, readWorkflow, type Workflow } from './read-workflow.ts';
import type { Out } from './translation.ts';
import { createWalk, type Made } from './walk.ts';

/** The flow a workflow became, and what became of each of its nodes. */
export interface Converted {
  document: JsonRecord;
  report: ImportReport;
}

const errorRules = (node: N8nNode): JsonRecord => ({
  retries: node.retries,
  firstDelayMs: node.retryDelayMs,
  then: node.onError,
});

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const notesOn = (workflow: Workflow, isRead: boolean): string[] => [
  ...(isRead ? ['A value that is missing stops a step here and is named; n8n leaves an empty text in its place.'] : []),
  ...(workflow.pinned ? ['Pinned data stays behind.'] : []),
  ...(workflow.errorWorkflow
    ? ['Another workflow ran when this one failed. Make a flow that starts with "Flow failed" for that.']
    : []),
  ...(workflow.looseLines > 0
    ? [
        `${workflow.looseLines} ${workflow.looseLines === 1 ? 'line leads' : 'lines lead'} to a node the file does not hold, and is left out.`,
      ]
    : []),
  ...(workflow.timeZone !== null && !isZone(workflow.timeZone) && workflow.timeZone !== 'DEFAULT'
    ? [`The time zone "${workflow.timeZone}" is not known; the one of this computer is used.`]
    : []),
];

const uniqueEdges = (edges: { from: string; port: string; to: string }[]) => {
  const seen = new Set<string>();
  return edges.filter((edge) => {
    const key = JSON.stringify(edge);
    return !seen.has(key) && seen.add(key);
  });
};

const joinOf = ({ node, joins }: Made, position: { x: number; y: number }): JsonValue[] =>
  joins === null
    ? []
    : [
        {
          id: joins,
          type: 'merge',
          name: `Before ${node.name}`.slice(0, 200),
          position: { x: position.x - 60, y: position.y + 150 },
          params: { combine: 'first' },
        },
      ];

const stepsOf = ({ node, translation }: Made, position: { x: number; y: number }): JsonValue[] =>
  (translation?.steps ?? []).map(({ id, type, params, timeoutMs }, index) => ({
    id,
    type,
    name: (index === 0 ? node.name : `${node.name} ${index + 1}`).slice(0, 200),
    position: { x: position.x + (index === 0 ? 0 : 40), y: position.y + index * 160 },
    params,
    onError: errorRules(node),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(node.disabled && { skip: true }),
  }));

const reportOf = ({ node, translation, differences, isPlaceholder, note }: Made): ImportedNode => {
  const [first] = translation?.steps ?? [];
  return {
    name: node.name,
    from: node.type,
    id: first?.id ?? null,
    became: first?.type ?? (note ? 'note' : null),
    outcome: isPlaceholder ? 'placeholder' : differences.length > 0 ? 'approximated' : 'translated',
    differences: [...new Set(differences)],
  };
};

/**
 * Turns a workflow that n8n exported into a flow, with a report on every node. Nothing is lost: what has no counterpart is a
 * placeholder with the name and the settings of its node. Throws `n8n.*` faults for what is no workflow.
 */
export const convertWorkflow = (document: unknown): Converted => {
  const workflow = readWorkflow(document);
  const arrangement = arrange(workflow);
  const newId = createIds();
  const made = createWalk(workflow, arrangement, newId);
  const placeOf = createPlaces(workflow);
  const outsOf = (name: string, output: number): Out[] => {
    const from = made.get(name);
    if (!from?.translation)
      return from?.removed
        ? arrangement.lines.filter(({ to }) => to === name).flatMap((line) => outsOf(line.from, line.output))
        : [];
    const { outs, steps } = from.translation;
    const isErrorLine = from.node.onError === 'branch' && output >= Math.max(1, outs.length);
    return isErrorLine ? steps.slice(-1).map(({ id }) => ({ step: id, port: 'failed' })) : (outs[output] ?? []);
  };
  const inOrder = workflow.nodes.flatMap(({ name }) => made.get(name) ?? []);
  const edges = inOrder.flatMap(({ node, translation, joins }) => {
    const [first] = translation?.steps ?? [];
    if (!translation || !first) return [];
    const into =
      translation.comesFrom ??
      arrangement.lines.filter(({ to }) => to === node.name).flatMap((line) => outsOf(line.from, line.output));
    return [
      ...into.map(({ step, port }) => ({ from: step, port, to: joins ?? first.id })),
      ...(joins === null ? [] : [{ from: joins, port: 'out', to: first.id }]),
      ...translation.lines,
    ];
  });
  const nodes = inOrder.flatMap((one) => [...joinOf(one, placeOf(one.node)), ...stepsOf(one, placeOf(one.node))]);
  const notes = inOrder.flatMap(({ node, translation, note }) => {
    if (note) return [noteOf(node, newId(node.name, 'note'), placeOf(node))];
    const [first] = translation?.steps ?? [];
    return first ? noteAbout(node, first.id, placeOf(node)) : [];
  });
  const isRead = JSON.stringify(nodes).includes('{{ ');
  return {
    document: {
      format: flowFormat,
      name: workflow.name,
      ...(workflow.timeZone !== null && isZone(workflow.timeZone) && { settings: { timeZone: workflow.timeZone } }),
      nodes,
      edges: uniqueEdges(edges),
      notes: JSON.parse(JSON.stringify(notes)) as JsonValue,
    },
    report: { from: 'n8n', nodes: inOrder.map(reportOf), notes: notesOn(workflow, isRead) },
  };
};
