import type { RunDetail, RunSummary } from '../contract/run-shapes.ts';
import type { EventSummary, FlowReport, FlowSummary } from '../contract/shapes.ts';
import type { DryRun } from '../model/dry-run.ts';
import type { ImportOutcome, ImportReport } from '../model/import-report.ts';
import type { Preview } from '../model/preview.ts';
import type { Problem } from '../model/problem.ts';
import { table } from './output.ts';

/** Results as text for a person at a terminal. Pure. */

const short = (value: unknown, length = 200): string => {
  const text = JSON.stringify(value) ?? '';
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
};

export const showPreview = (preview: Preview): string => {
  switch (preview.kind) {
    case 'request':
      return `${preview.method} ${preview.url}${preview.body ? ` ${short(preview.body)}` : ''}`;
    case 'row':
      return `${preview.mode} in ${preview.table} of ${preview.file}: ${short(preview.after.length > 0 ? preview.after : preview.before)}`;
    case 'query':
      return `${preview.sql} ${short(preview.bind)}`;
    case 'file':
      return `${preview.mode} ${preview.path}: ${short(preview.content)}`;
    case 'move':
      return `move ${preview.from} to ${preview.to}${preview.replaces ? ', in place of the file there' : ''}`;
    case 'program':
      return `run ${[preview.program, ...preview.args].map((word) => JSON.stringify(word)).join(' ')} in ${preview.folder}`;
    case 'log':
      return `log ${short(preview.lines.join(' / '))}`;
    case 'event':
      return `announce ${preview.name} ${short(preview.data)}`;
    case 'question':
      return `ask: ${short(preview.question)} ${short(preview.details)}`;
    case 'call':
      return `run the flow ${preview.flow} with ${short(preview.payload)}`;
    case 'email': {
      const files = preview.attachments.map(({ name }) => name).join(', ');
      const where = preview.practice ? 'keep in the Practice outbox: e-mail' : 'send e-mail';
      return `${where} to ${[...preview.to, ...preview.cc, ...preview.bcc].join(', ')}: ${short(preview.subject)} ${short(preview.text || preview.html)}${files ? ` with ${files}` : ''}`;
    }
    case 'chat':
      return `${preview.practice ? 'keep in the Practice outbox: chat message' : `post to ${preview.connection}:`} ${short(preview.text)}`;
    case 'prompt':
      return `${preview.practice ? 'ask an AI (none is connected yet)' : `ask ${preview.model} at ${preview.host}`}: ${short(preview.prompt)}`;
    case 'checked': {
      const notes = preview.fields.flatMap(({ note }) => (note === '' ? [] : [note]));
      const extra = preview.extra.map((path) => `"${path}" was not expected.`);
      return [...notes, ...extra].join(' ') || `${preview.fields.length} fields as expected`;
    }
    case 'notification':
      return `show notification ${short(preview.title)} ${short(preview.text)}`;
    case 'answer':
      return `answer ${preview.status} ${short(preview.body)}`;
  }
};

export const showProblem = ({ severity, node, param, message, fix }: Problem): string => {
  const place = [node, param].filter(Boolean).join(' · ');
  return `  ${severity === 'error' ? '✗' : '!'} ${place ? `${place}: ` : ''}${message}\n      ${fix}`;
};

const outcomes = { translated: '✓', approximated: '~', placeholder: '✗' } as const;

/** What became of a file that another program made, node by node; nothing for a flow file. */
export const showImported = (report: ImportReport | null): string[] => {
  if (!report) return [];
  const count = (outcome: ImportOutcome): number => report.nodes.filter((node) => node.outcome === outcome).length;
  return [
    `From ${report.from}: ${count('translated')} translated, ${count('approximated')} approximated, ${count('placeholder')} to be replaced`,
    ...report.nodes.flatMap(({ outcome, name, from, became, differences }) => [
      `  ${outcomes[outcome]} ${name} (${from}) → ${became ?? 'not needed'}`,
      ...differences.map((difference) => `      ${difference}`),
    ]),
    ...report.notes.map((note) => `  ! ${note}`),
  ];
};

const stateOf = (flow: FlowSummary): string =>
  flow.on ? (flow.edited ? 'on, edited' : 'on') : flow.version === null ? 'draft' : 'off';

export const showFlows = (flows: FlowSummary[]): string =>
  flows.length === 0 ? 'No flows yet.' : table(flows.map((flow) => [stateOf(flow), flow.name, flow.sentence]));

export const showReport = (report: FlowReport): string =>
  [
    `${report.name}: ${stateOf(report)}`,
    ...report.addresses.map((address) => `  address ${address}`),
    ...report.problems.map(showProblem),
    ...report.missingGrants.map(({ kind, target }) => `  needs permission: ${kind} ${target}`),
    ...report.missingCredentials.map((name) => `  needs the connection "${name}"`),
  ].join('\n');

export const showRuns = (runs: RunSummary[]): string =>
  runs.length === 0
    ? 'No runs yet.'
    : table(
        runs.map(({ id, status, flow, startedAt, error }) => [id, status, flow, startedAt ?? '', error?.message ?? '']),
      );

export const showRun = (run: RunDetail): string => {
  const steps = run.steps.map((step) => {
    const took = step.durationMs === null ? '' : ` ${step.durationMs} ms`;
    const attempt = step.attempt > 1 ? ` (attempt ${step.attempt})` : '';
    const next = step.nextAt ? `\n      goes on at ${step.nextAt}` : '';
    const did = step.did ? `\n      ${showPreview(step.did)}` : '';
    const error = step.error ? `\n      ${step.error.message}${step.error.fix ? ` ${step.error.fix}` : ''}` : '';
    return `  ${step.status.padEnd(14)} ${step.label}${attempt}${took}${did}${error}${next}`;
  });
  return [`${run.id} ${run.flow}: ${run.status}`, ...steps, ...(run.error ? [`  ${run.error.message}`] : [])].join(
    '\n',
  );
};

export const showDryRun = (run: DryRun): string => {
  const steps = run.steps.map((step) => {
    const would = step.would ? `\n      would ${showPreview(step.would)}` : '';
    const error = step.error ? `\n      ${step.error.message}${step.error.fix ? ` ${step.error.fix}` : ''}` : '';
    return `  ${step.status.padEnd(14)} ${step.label}${would}${error}`;
  });
  return [`Dry run: ${run.status}. Nothing was written or sent.`, ...steps].join('\n');
};

export const showEvents = (events: EventSummary[]): string =>
  events.length === 0
    ? 'Nothing has arrived yet.'
    : table(
        events.map(({ receivedAt, verdict, kind, flow, node, reason }) => [
          receivedAt,
          verdict,
          kind,
          flow ?? '-',
          node,
          reason ?? '',
        ]),
      );
