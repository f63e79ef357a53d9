import type { Plan, PlanNode } from '../../compile/plan.ts';
import type { RunExplanation } from '../../contract/run-shapes.ts';
import type { FaultData } from '../../model/fault.ts';
import { rowOf } from '../../model/ids.ts';
import type { LoadedRun } from '../../model/journal.ts';
import { isRecord } from '../../model/json.ts';
import type { StoredRun } from '../../model/records.ts';
import { Template, type TemplatePath } from '../../model/template.ts';
import { readStart } from '../headline.ts';
import type { Kernel } from '../kernel.ts';
import { filledBefore, lastWorked, sameBefore, sinceVersion, typeBefore } from './evidence.ts';
import { fieldWords, readWritten } from './field-words.ts';
import { explain } from './rules.ts';

/** As many earlier runs as are looked at; enough for "usually", few enough to be read at once. */
const lookedAt = 50;

/** The place a field of a mapping takes its value from. */
const sourceOf = (node: PlanNode | undefined, field: unknown): TemplatePath | null => {
  const params = node?.params as { fields?: unknown } | undefined;
  const fields = Array.isArray(params?.fields) ? (params.fields as { name?: unknown; value?: unknown }[]) : [];
  const value = fields.find(({ name }) => name === field)?.value;
  return value instanceof Template ? (value.references[0] ?? null) : null;
};

/** The place in what arrived that a field of a contract stands for. */
const promisedPath = (node: PlanNode | undefined, field: unknown): TemplatePath | null => {
  if (node?.kind !== 'step' || typeof field !== 'string' || field.includes('*')) return null;
  const reads = node.definition.reads?.(node.params as never) ?? [];
  return reads.find((path) => path.join('.').endsWith(`.${field}`)) ?? null;
};

/** The path that was empty or of another type, when the failure is about one field. */
const emptyPath = (error: FaultData, node: PlanNode | undefined): TemplatePath | null => {
  const data = isRecord(error.data) ? error.data : {};
  if (error.code === 'template.missing-value' && typeof data.path === 'string') return readWritten(data.path);
  if (error.code === 'validate.not-as-expected') return promisedPath(node, data.field);
  return error.code === 'map.required-empty' ? sourceOf(node, data.field) : null;
};

const hostOf = (error: FaultData, loaded: LoadedRun): string | null => {
  if (!error.code.startsWith('http.')) return null;
  const did = loaded.steps.find(({ node, did }) => node === loaded.run.failedNode && did?.kind === 'request')?.did;
  if (did?.kind === 'request') return new URL(did.url).host;
  return /(?:to|reach|at|name|^) ?([a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?)/i.exec(error.message)?.[1] ?? null;
};

const placeOf = (plan: Plan, run: StoredRun, node: PlanNode | undefined): string => {
  if (!node) return 'The flow';
  const reached = plan.nodes.filter(({ kind, id }) => kind === 'step' || id === run.trigger);
  return `Step ${reached.indexOf(node) + 1}, ${node.label},`;
};

const evidenceFor = (kernel: Kernel, loaded: LoadedRun, error: FaultData, path: TemplatePath | null, plan: Plan) => {
  const { run } = loaded;
  if (path?.[0] === 'trigger') {
    const { rows } = kernel.history.pages.runs({
      limit: lookedAt,
      before: rowOf(run.id),
      flowId: run.flowId,
      reached: run.failedNode ?? undefined,
    });
    const payloads = rows
      .filter(({ trigger, start, isWhole }) => trigger === run.trigger && start !== null && isWhole)
      .map(({ start, isWhole }) => readStart(start ?? '', isWhole));
    const before = error.code === 'validate.not-as-expected' ? typeBefore(path.slice(1), payloads) : null;
    return before ?? filledBefore(path.slice(1), payloads);
  }
  const earlier = kernel.history.earlier(run, run.failedNode ?? run.trigger, lookedAt);
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: plan.settings.timeZone,
  });
  return (
    sinceVersion(run.version, earlier) ??
    sameBefore(error.code, earlier) ??
    lastWorked(earlier, (ms) => format.format(ms))
  );
};

/** Why a run stopped, from a table of rules and at most fifty earlier runs; null when it did not stop by a failure. */
export const explainRun = (kernel: Kernel, loaded: LoadedRun): RunExplanation | null => {
  const { run, steps } = loaded;
  if (run.status !== 'failed' || !run.error) return null;
  const plan = kernel.plans.of(run.flowId, run.version);
  const node = run.failedNode === null ? undefined : plan.byId.get(run.failedNode);
  const path = emptyPath(run.error, node);
  const data = isRecord(run.error.data) ? run.error.data : {};
  const ownName = typeof data.field === 'string' ? data.field : null;
  const words = explain({
    error: run.error,
    place: placeOf(plan, run, node),
    node: node?.id ?? null,
    tries: steps.filter((step) => step.node === run.failedNode).length,
    field: path ? fieldWords(path) : ownName && fieldWords([ownName]),
    host: hostOf(run.error, loaded),
  });
  return { ...words, evidence: evidenceFor(kernel, loaded, run.error, path, plan) };
};
