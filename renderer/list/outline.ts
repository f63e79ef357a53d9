import type { Flow, FlowEdge } from '../client/types.ts';
import { type StepLook, wayOutIds } from '../pieces/step-card/step-look.ts';
import { edgeKey, orderSteps } from '../stores/flow-graph.ts';

/** One row of the list. `level` starts at 1 and goes up inside a branch. */
export type OutlineRow =
  | { kind: 'step'; key: string; level: number; step: string }
  /** A way out of a step with several; `edge` is the line it begins with, if there is one. */
  | { kind: 'branch'; key: string; level: number; step: string; port: string; label: string; edge: FlowEdge | null }
  /** A line to a step that is listed elsewhere. */
  | { kind: 'jump'; key: string; level: number; step: string; to: string };

type Looks = ReadonlyMap<string, Pick<StepLook, 'branches' | 'onlyPort' | 'canFail'>>;

const labelOf = (looks: Looks, step: string, port: string, count: number): string => {
  const label = looks.get(step)?.branches.find(({ id }) => id === port)?.label;
  return label ?? (port === 'failed' ? 'If it fails' : count > 1 ? 'At the same time' : 'Then');
};

/** The flow as rows: what follows a step stands below it, what it branches into is indented under the name of the branch. */
export const outlineFlow = (flow: Flow, looks: Looks): OutlineRow[] => {
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();
  const outOf = Map.groupBy(flow.edges, ({ from }): string => from);
  const reached = new Set<string>(flow.edges.map(({ to }) => to));

  const follow = (edge: FlowEdge, level: number): void => {
    if (seen.has(edge.to))
      rows.push({ kind: 'jump', key: `jump ${edgeKey(edge)}`, level, step: edge.from, to: edge.to });
    else visit(edge.to, level);
  };
  const branch = (step: string, port: string, lines: readonly FlowEdge[], level: number): void => {
    const label = labelOf(looks, step, port, lines.length);
    const each = lines.length === 0 ? [null] : lines;
    for (const edge of each) {
      const key = `branch ${step} ${port} ${edge?.to ?? ''}`;
      rows.push({ kind: 'branch', key, level, step, port, label, edge });
      if (edge) follow(edge, level + 1);
    }
  };
  const visit = (step: string, level: number): void => {
    seen.add(step);
    rows.push({ kind: 'step', key: step, level, step });
    const lines = outOf.get(step) ?? [];
    const look = looks.get(step);
    const ways = look ? wayOutIds(look as StepLook) : [];
    const [only] = lines;
    if (ways.length <= 1 && lines.length <= 1) {
      if (only) follow(only, level);
      return;
    }
    const ports = new Set([...ways, ...lines.map(({ port }) => port)]);
    for (const port of ports)
      branch(
        step,
        port,
        lines.filter((line) => line.port === port),
        level + 1,
      );
  };
  for (const id of orderSteps(flow)) if (!reached.has(id)) visit(id, 1);
  // Steps in a circle are reached from nowhere.
  for (const id of orderSteps(flow)) if (!seen.has(id)) visit(id, 1);
  return rows;
};

/** The step above this one by one level: where the left arrow goes. */
export const parentStep = (rows: readonly OutlineRow[], step: string): string | null => {
  const at = rows.findIndex((row) => row.kind === 'step' && row.step === step);
  const level = rows[at]?.level ?? 1;
  return (
    rows
      .slice(0, Math.max(0, at))
      .reverse()
      .find((row) => row.kind === 'step' && row.level < level)?.step ?? null
  );
};
