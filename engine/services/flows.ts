import { randomBytes } from 'node:crypto';
import { compileFlow } from '../compile/compile.ts';
import type { Plan } from '../compile/plan.ts';
import type { Handlers } from '../contract/methods.ts';
import type { FlowReport } from '../contract/shapes.ts';
import { personFault, toFault } from '../model/fault.ts';
import { type Flow, flowLimits } from '../model/flow.ts';
import type { Grant } from '../model/grant.ts';
import type { FlowId } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import type { StoredFlow } from '../store/config.ts';
import { reportFlow } from './describe-flow.ts';
import { listCards } from './flow-cards.ts';
import { describeGrant } from './grants.ts';
import { findFlow, type Kernel } from './kernel.ts';
import { type OpenedDocument, openDocument } from './open-document.ts';
import { practiceAccepted } from './practice.ts';

/** Types that own an address below /hooks/, in their param `path`. */
/** Whether a trigger has an address below `/hooks/`. */
export const hasHookPath = (type: string): boolean => type === 'webhook' || type === 'form';

/** Webhooks without an address get one nobody can guess; it is written into the flow, so it never changes again. */
const fillHookPaths = (flow: Flow): Flow => ({
  ...flow,
  nodes: flow.nodes.map((node) =>
    hasHookPath(node.type) && !node.params.path
      ? { ...node, params: { ...node.params, path: randomBytes(12).toString('hex') } }
      : node,
  ),
});

/** A flow file as it is stored: understood, with defaults, addresses filled in. Throws what is wrong with the file itself. */
export const readDocument = (kernel: Pick<Kernel, 'types'>, document: unknown): Flow => {
  if (JSON.stringify(document ?? null).length > flowLimits.fileBytes)
    throw personFault('flow.too-large', 'This flow file is larger than 2 MB.', {
      fix: 'Remove stored samples from it.',
    });
  const { flow, problems } = compileFlow(document, kernel.types);
  if (flow) return fillHookPaths(flow);
  throw personFault('flow.unreadable', problems[0]?.message ?? 'This is not a flow file.', {
    fix: problems[0]?.fix ?? 'Choose a file that was exported from WhenThen.',
    data: { problems: JSON.parse(JSON.stringify(problems)) },
  });
};

/** As {@link readDocument}, also of what another program exported. */
export const readAnyDocument = async (kernel: Pick<Kernel, 'types'>, given: unknown): Promise<Flow> =>
  readDocument(kernel, (await openDocument(given)).document);

const listProblems = (problems: Problem[]): string =>
  problems.map(({ node, message }) => (node ? `${node}: ${message}` : message)).join(' ');

/** A report as it goes to a screen. */
export const withoutPlan = ({
  plan: _plan,
  requested: _requested,
  ...report
}: ReturnType<typeof reportFlow>): FlowReport => report;

/** Grants to store: those asked for, when the person said "all", or the ones named. */
export const chosenGrants = (allow: 'all' | Grant[], requested: Grant[]): Grant[] =>
  allow === 'all' ? requested : allow;

/** Throws unless nothing stands between this flow and being switched on. */
const checkReady = (kernel: Kernel, flow: StoredFlow, report: ReturnType<typeof reportFlow>): Plan => {
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  if (!report.plan || errors.length > 0)
    throw personFault('flow.has-problems', `"${flow.name}" cannot be switched on yet. ${listProblems(errors)}`, {
      fix: errors[0]?.fix ?? 'Look at its problems.',
      data: { problems: JSON.parse(JSON.stringify(errors)) },
    });
  if (report.missingGrants.length > 0)
    throw personFault(
      'flow.needs-permission',
      `"${flow.name}" needs your permission to ${report.missingGrants.map(describeGrant).join(', ')}.`,
      {
        fix: 'Allow it in the app, or import the flow again with --allow all.',
        data: { missing: report.missingGrants.map(({ kind, target }) => ({ kind, target })) },
      },
    );
  for (const trigger of report.plan.triggers) {
    const registration = trigger.definition.listen(trigger.params as never);
    const other = registration.kind === 'webhook' ? kernel.liveFlows.hook(registration.path) : undefined;
    if (registration.kind === 'webhook' && other?.flow.on && other.flow.id !== flow.id)
      throw personFault(
        'webhook.path-taken',
        `The address /hooks/${registration.path} already belongs to "${other.flow.plan.flow.name}".`,
        { fix: 'Give this webhook another path, or switch the other flow off.' },
      );
  }
  return report.plan;
};

/** Makes the draft the version that runs, and listens. */
const turnOn = (kernel: Kernel, flow: StoredFlow): void => {
  const plan = checkReady(kernel, flow, reportFlow(kernel, flow));
  const version = kernel.config.publish(flow.id, flow.draft);
  kernel.config.setOn(flow.id, true, null);
  if (!flow.on) kernel.watchers.switchingOn(flow.id);
  kernel.liveFlows.put(flow.id, version, plan, true);
  kernel.draftHooks.remove(flow.id);
  kernel.push({ name: 'flow.changed', data: { id: flow.id } });
};

/** Lets the version that ran last listen again; edits made since stay a draft. */
const turnOnAgain = (kernel: Kernel, flow: StoredFlow): void => {
  if (flow.liveVersion === null)
    throw personFault('flow.never-on', `"${flow.name}" was never switched on, so there is no version to go back to.`, {
      fix: 'Switch it on as it is now.',
    });
  const live = { ...flow, draft: kernel.config.document(flow.id, flow.liveVersion) ?? flow.draft };
  const plan = checkReady(kernel, live, reportFlow(kernel, live));
  kernel.config.setOn(flow.id, true, null);
  kernel.liveFlows.put(flow.id, flow.liveVersion, plan, true);
  kernel.push({ name: 'flow.changed', data: { id: flow.id } });
};

/** Stops a flow from starting runs. Runs that are going on are not touched. */
export const turnOff = (kernel: Kernel, id: FlowId, pausedReason: string | null): void => {
  kernel.config.setOn(id, false, pausedReason);
  const live = kernel.liveFlows.get(id);
  if (live) kernel.liveFlows.put(id, live.version, live.plan, false);
  kernel.push({ name: 'flow.changed', data: { id } });
};

/** Takes up every flow at start: those that are on listen, those that are off answer as such. */
export const loadFlows = (kernel: Kernel): void => {
  for (const flow of kernel.config.listFlows()) listenOrNot(kernel, flow);
};

/** The live version of a flow that is on. One this version of WhenThen cannot run is switched off with the reason. */
const livePlan = (kernel: Kernel, { id, on, liveVersion }: StoredFlow): Plan | undefined => {
  if (!on || liveVersion === null) return undefined;
  try {
    return kernel.plans.of(id, liveVersion);
  } catch (thrown) {
    kernel.config.setOn(id, false, toFault(thrown).message);
    return undefined;
  }
};

/** Makes a flow listen, or answer as switched off. */
export const listenOrNot = (kernel: Kernel, flow: StoredFlow): void => {
  kernel.draftHooks.remove(flow.id);
  const live = livePlan(kernel, flow);
  if (live) {
    kernel.liveFlows.put(flow.id, flow.liveVersion ?? 0, live, true);
    return;
  }
  const { plan, flow: document } = compileFlow(JSON.parse(flow.draft), kernel.types);
  if (plan) kernel.liveFlows.put(flow.id, flow.liveVersion ?? 0, plan, false);
  else kernel.liveFlows.remove(flow.id);
  if (!plan && document) kernel.draftHooks.put(flow.id, document);
};

const reload = (kernel: Kernel, id: FlowId): StoredFlow => findFlow(kernel.config, id);

/** Addresses of a flow's webhooks, by the node that has them. */
const hookPaths = (flow: Flow): [string, string][] =>
  flow.nodes.flatMap(({ id, type, params }) =>
    hasHookPath(type) && typeof params.path === 'string' ? [[id, params.path] as [string, string]] : [],
  );

/** Each file's own problems, and addresses that another of the files or a flow that is on has already. */
const checkTogether = (kernel: Kernel, documents: OpenedDocument[]): Problem[][] => {
  const taken = new Map<string, string>();
  for (const { name, on, draft } of kernel.config.listFlows())
    if (on) for (const [, path] of hookPaths(JSON.parse(draft) as Flow)) taken.set(path, name);
  return documents.map(({ document }) => {
    const { problems, flow } = compileFlow(document, kernel.types);
    const paths = flow ? hookPaths(flow) : [];
    const clashes = paths.flatMap(([node, path]): Problem[] => {
      const other = taken.get(path);
      if (other === undefined || other === flow?.name) return [];
      const message = `The address /hooks/${path} belongs to the flow "${other}" as well.`;
      return [
        {
          code: 'webhook.duplicate-path',
          severity: 'error',
          node,
          param: 'path',
          message,
          fix: 'Give one of them another path.',
        },
      ];
    });
    for (const [, path] of paths) taken.set(path, flow?.name ?? '');
    return [...problems, ...clashes];
  });
};

type FlowHandlers = Pick<
  Handlers,
  | 'flows.list'
  | 'flows.show'
  | 'flows.check'
  | 'flows.import'
  | 'flows.export'
  | 'flows.allow'
  | 'flows.turnOn'
  | 'flows.turnOff'
  | 'flows.remove'
  | 'flows.driftIsFine'
>;

export const flowHandlers = (kernel: Kernel): FlowHandlers => {
  const { config } = kernel;
  const report = (id: FlowId): FlowReport => withoutPlan(reportFlow(kernel, reload(kernel, id)));
  return {
    'flows.list': () => listCards(kernel),
    'flows.show': ({ flow }) => {
      const { id, draft } = findFlow(config, flow);
      return { ...report(id), document: JSON.parse(draft) as Flow };
    },
    'flows.check': async ({ documents }) => {
      const opened = await Promise.all(documents.map(openDocument));
      return { results: checkTogether(kernel, opened), imported: opened.map(({ imported }) => imported) };
    },
    'flows.import': async ({ document: given, allow, on }) => {
      const { document, imported } = await openDocument(given);
      const read = readDocument(kernel, document);
      const known = config.flowNamed(read.name);
      const flow = config.saveDraft(known?.id ?? null, read.name, JSON.stringify(read));
      config.give(flow.id, chosenGrants(allow, reportFlow(kernel, flow).requested));
      // A flow that is on goes on with its live version until the person switches the new one on.
      if (on) turnOn(kernel, flow);
      else if (!flow.on) listenOrNot(kernel, flow);
      kernel.push({ name: 'flow.changed', data: { id: flow.id } });
      return { ...report(flow.id), imported };
    },
    'flows.export': ({ flow }) => JSON.parse(findFlow(config, flow).draft) as Flow,
    'flows.allow': ({ flow, allow }) => {
      const found = findFlow(config, flow);
      config.give(found.id, chosenGrants(allow, reportFlow(kernel, found).requested));
      kernel.push({ name: 'flow.changed', data: { id: found.id } });
      return report(found.id);
    },
    'flows.turnOn': ({ flow, version, practiceIsFine }) => {
      const found = findFlow(config, flow);
      if (practiceIsFine) practiceAccepted(config, found.id, reportFlow(kernel, found).practice);
      if (version === 'live') turnOnAgain(kernel, found);
      else turnOn(kernel, found);
      return report(found.id);
    },
    'flows.turnOff': ({ flow }) => {
      const found = findFlow(config, flow);
      turnOff(kernel, found.id, null);
      return report(found.id);
    },
    'flows.remove': ({ flow }) => {
      const { id } = findFlow(config, flow);
      config.removeFlow(id);
      kernel.liveFlows.remove(id);
      kernel.journal.forget(id);
      kernel.draftHooks.remove(id);
      kernel.drift.forget(id);
      kernel.push({ name: 'flow.changed', data: { id } });
      return { id };
    },
    'flows.driftIsFine': ({ flow, notice }) => {
      const { id } = findFlow(config, flow);
      kernel.drift.dismiss(id, notice);
      return { id };
    },
  };
};
