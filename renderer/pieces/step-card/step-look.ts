import type { DryStep, Family, Flow, FlowNode, Inspection, NodeDescription, Problem } from '../../client/types.ts';
import { loopsAround, numberSteps } from '../../stores/flow-graph.ts';
import { getAt } from '../../stores/set-at.ts';
import { readSummary } from '../summary/summary-parts.ts';
import { familyWord } from './families.ts';
import { headline } from './headline.ts';

/** The one badge of a card, by how much it matters (ux.md 2.2). */
export type Badge = 'running' | 'error' | 'unfinished' | 'warning' | 'skipped' | 'not-reached' | 'ok';

/** How a step fared in a run that is shown. */
export type RunFate = 'succeeded' | 'failed' | 'skipped' | 'not-reached' | 'running';

/** Everything a card shows, as plain values: two looks with the same values are drawn the same. */
export interface StepLook {
  id: string;
  number: number;
  family: Family;
  icon: string;
  title: string;
  /** What its kind is called, for the name that is read aloud. */
  kindTitle: string;
  summary: string;
  badge: Badge | null;
  /** What the badge means, in words; empty without one. */
  badgeText: string;
  /** What it last made, or an example; empty when unknown. */
  peek: string;
  peekLabel: 'tested' | 'example';
  /** The one way out, when there is only one; null when there are several or none. */
  onlyPort: string | null;
  /** One row per way out, when there is more than one. */
  branches: readonly { id: string; label: string }[];
  /** The way out whose steps are repeated for each item of a list; null when nothing is. */
  repeatPort: string | null;
  /** For how many items it was last tried; null when it was not. */
  times: number | null;
  /** Whether it is itself repeated. */
  isRepeated: boolean;
  /** Whether a line can leave for the case that it fails. */
  canFail: boolean;
  isTrigger: boolean;
  isSkipped: boolean;
  /** Whether what it sends stays in the Practice outbox. */
  isPractice: boolean;
  /** A comment that is pinned to it. */
  hasNote: boolean;
}

export interface LookInput {
  document: Flow;
  inspection: Inspection;
  types: ReadonlyMap<string, NodeDescription>;
  results?: { readonly [step: string]: DryStep } | undefined;
  /** The step that is being tried, `''` for the whole flow. */
  running?: string | null | undefined;
  /** The trigger whose example the last test began with. */
  testedFrom?: string | undefined;
  /** Given when a run is shown instead of a flow being edited. */
  fates?: { readonly [step: string]: RunFate } | undefined;
}

export const failedPort = 'failed';

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A value that is not there yet is not a mistake: the person is not finished. */
const isUnfinished = (node: FlowNode, { param, code }: Problem): boolean =>
  code === 'param.missing' || (param !== undefined && isEmpty(getAt(node.params as never, param.split('.'))));

const badgeOfProblems = (node: FlowNode, problems: readonly Problem[]): [Badge, string] | undefined => {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const wrong = errors.filter((problem) => !isUnfinished(node, problem));
  const first = wrong[0] ?? errors[0] ?? problems[0];
  if (!first) return undefined;
  const badge = wrong.length > 0 ? 'error' : errors.length > 0 ? 'unfinished' : 'warning';
  const others = (wrong.length > 0 ? wrong : errors.length > 0 ? errors : problems).length - 1;
  return [badge, others === 0 ? first.message : `${first.message} And ${others} more.`];
};

const fateBadges: Readonly<Record<RunFate, [Badge, string]>> = {
  running: ['running', 'Running'],
  succeeded: ['ok', 'Done'],
  failed: ['error', 'It failed here'],
  skipped: ['skipped', 'Skipped'],
  'not-reached': ['not-reached', 'Not reached'],
};

const testBadge = (result: DryStep | undefined): [Badge, string] | undefined => {
  if (result?.status === 'failed') return ['error', result.error?.message ?? 'The test stopped here'];
  if (result?.status === 'succeeded') return ['ok', 'Tested'];
  return undefined;
};

const badgeOf = (node: FlowNode, problems: readonly Problem[], input: LookInput): [Badge | null, string] => {
  if (input.fates) return fateBadges[input.fates[node.id] ?? 'not-reached'];
  const { running, results } = input;
  if (running === node.id || (running === '' && !node.skip)) return ['running', 'Being tested'];
  const tested = testBadge(results?.[node.id]);
  const found = badgeOfProblems(node, problems);
  if (found?.[0] === 'error') return found;
  if (tested?.[0] === 'error') return tested;
  if (found) return found;
  if (node.skip) return ['skipped', 'Skipped'];
  return tested ?? (input.testedFrom === node.id ? ['ok', 'Tested'] : [null, '']);
};

/** Cards of one flow by step, in no particular order. */
export const lookAtSteps = (input: LookInput): Map<string, StepLook> => {
  const { document, inspection, types, results } = input;
  const numbers = numberSteps(document);
  const problems = Map.groupBy(inspection.problems, ({ node }) => node);
  const noted = new Set<string>(document.notes.flatMap(({ node }) => node ?? []));
  const looks = new Map<string, StepLook>();
  const portsOf = (node: FlowNode) => inspection.steps[node.id]?.ports ?? types.get(node.type)?.ports ?? [];
  const repeating = new Map(
    document.nodes.flatMap((node) => {
      const port = portsOf(node).find(({ repeats }) => repeats);
      return port ? [[node.id as string, port.id] as const] : [];
    }),
  );
  const repeats = (id: string): string | undefined => repeating.get(id);
  for (const node of document.nodes) {
    const view = inspection.steps[node.id];
    const kind = types.get(node.type);
    const ports = portsOf(node);
    const ways = ports.filter(({ id }) => id !== failedPort);
    const [badge, badgeText] = badgeOf(node, problems.get(node.id) ?? [], input);
    const result = results?.[node.id];
    looks.set(node.id, {
      id: node.id,
      number: numbers.get(node.id) ?? 0,
      family: kind?.family ?? 'then',
      icon: kind?.icon ?? '',
      title: node.name ?? kind?.title ?? view?.label ?? node.type,
      kindTitle: kind?.title ?? node.type,
      summary: view?.summary || kind?.description || badgeText,
      badge,
      badgeText,
      peek: readSummary(headline(result?.output ?? view?.sample)),
      peekLabel: result?.output === undefined ? 'example' : 'tested',
      onlyPort: ways.length === 1 ? (ways[0]?.id ?? null) : null,
      branches: ways.length > 1 ? ways : [],
      repeatPort: repeats(node.id) ?? null,
      times: result?.repeated?.count ?? null,
      // Without a step that repeats there is nothing to look for.
      isRepeated: repeating.size > 0 && loopsAround(document, node.id, repeats).length > 0,
      canFail: node.onError.then === 'branch' && kind?.kind !== 'trigger',
      isTrigger: kind?.kind === 'trigger',
      isSkipped: node.skip,
      isPractice: view?.practice ?? false,
      hasNote: noted.has(node.id),
    });
  }
  return looks;
};

const sameBranches = (one: StepLook['branches'], other: StepLook['branches']): boolean =>
  one.length === other.length &&
  one.every(({ id, label }, index) => id === other[index]?.id && label === other[index]?.label);

/** Whether two looks are drawn the same. */
export const isSameLook = (one: StepLook, other: StepLook): boolean =>
  (Object.keys(one) as (keyof StepLook)[]).every((key) =>
    key === 'branches' ? sameBranches(one.branches, other.branches) : one[key] === other[key],
  );

/** The new looks, with the old object wherever nothing changed, so that an unchanged card is not drawn again. */
export const keepUnchanged = (
  before: ReadonlyMap<string, StepLook>,
  now: ReadonlyMap<string, StepLook>,
): Map<string, StepLook> =>
  new Map(
    [...now].map(([id, look]) => {
      const old = before.get(id);
      return [id, old && isSameLook(old, look) ? old : look];
    }),
  );

/** Pixels: the first row of a card with branches, and each of them. */
export const branchTop = 74;
export const branchHeight = 26;
/** Where the line comes in, and where it leaves a card with one way out. */
export const lineTop = 56;

/** How tall a card is, in pixels. */
export const cardHeightOf = ({ branches }: Pick<StepLook, 'branches'>): number =>
  branches.length === 0 ? 112 : branchTop + branches.length * branchHeight + 8;

/** Where a line leaves a card, from its top left; below it for the case that it fails. */
export const portPlace = (look: Pick<StepLook, 'branches'>, port: string): { x: number; y: number } => {
  if (port === failedPort) return { x: 132, y: cardHeightOf(look) };
  const row = look.branches.findIndex(({ id }) => id === port);
  return { x: 264, y: row < 0 ? lineTop : branchTop + row * branchHeight + branchHeight / 2 };
};

const asClause = (text: string): string => text.replace(/[.…]+$/, '');

/** The name of a card as it is read aloud: "Step 4, Then, Send e-mail, to customer e-mail, needs setup". */
export const nameStep = (look: StepLook): string =>
  [
    `Step ${look.number}`,
    familyWord(look.family),
    look.title,
    asClause(readSummary(look.summary)),
    look.isSkipped ? 'skipped' : '',
    look.isPractice ? 'practice' : '',
    look.badge === 'skipped' ? '' : asClause(look.badgeText),
  ]
    .filter((part) => part !== '')
    .join(', ');

/** The ways a line can leave a card. */
export const wayOutIds = ({ onlyPort, branches, canFail }: StepLook): string[] => [
  ...(onlyPort === null ? branches.map(({ id }) => id) : [onlyPort]),
  ...(canFail ? [failedPort] : []),
];
