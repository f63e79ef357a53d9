import type { Handlers } from '../contract/methods.ts';
import type { Draft } from '../contract/shapes.ts';
import { personFault } from '../model/fault.ts';
import { type Flow, flowFormat } from '../model/flow.ts';
import type { FlowId } from '../model/ids.ts';
import type { StoredFlow } from '../store/config.ts';
import { reportFlow } from './describe-flow.ts';
import { chosenGrants, listenOrNot, readAnyDocument, readDocument, withoutPlan } from './flows.ts';
import { findFlow, type Kernel } from './kernel.ts';

/** How long a flow can be taken out of the bin again. */
export const binDays = 30;
const dayMs = 86_400_000;

/** `Stripe orders`, or `Stripe orders 2` when that is taken. */
const freeName = (kernel: Kernel, wanted: string, own?: FlowId): string => {
  const isFree = (name: string): boolean => [undefined, own].includes(kernel.config.flowNamed(name)?.id);
  if (isFree(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, '').slice(0, 190);
  let number = 2;
  while (!isFree(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
};

/** Copies of a flow listen at addresses of their own. */
const withoutAddresses = (flow: Flow): Flow => ({
  ...flow,
  nodes: flow.nodes.map((node) => {
    if (node.type !== 'webhook') return node;
    const { path: _own, ...params } = node.params;
    return { ...node, params };
  }),
});

type DraftHandlers = Pick<
  Handlers,
  | 'flows.create'
  | 'flows.draft'
  | 'flows.save'
  | 'flows.inspect'
  | 'flows.duplicate'
  | 'flows.versions'
  | 'flows.version'
  | 'flows.bin'
  | 'flows.restore'
>;

export const draftHandlers = (kernel: Kernel): DraftHandlers => {
  const { config, inspect } = kernel;

  const show = (flow: StoredFlow): Draft => ({
    report: withoutPlan(reportFlow(kernel, flow)),
    document: JSON.parse(flow.draft) as Flow,
    revision: flow.draftRevision,
  });

  const changed = (flow: StoredFlow): void => {
    if (!flow.on) listenOrNot(kernel, flow);
    kernel.push({ name: 'flow.changed', data: { id: flow.id } });
  };

  const create = (flow: Flow, allow: Parameters<typeof chosenGrants>[0]): Draft => {
    const read = readDocument(kernel, { ...flow, name: freeName(kernel, flow.name.trim()) });
    const made = config.saveDraft(null, read.name, JSON.stringify(read));
    config.give(made.id, chosenGrants(allow, reportFlow(kernel, made).requested));
    changed(made);
    return show(made);
  };

  return {
    'flows.create': async ({ name, document, allow }) => {
      const base =
        document === undefined ? { format: flowFormat, name: 'New flow' } : await readAnyDocument(kernel, document);
      return create({ ...base, ...(name !== undefined && { name }) } as Flow, allow);
    },
    'flows.draft': ({ flow }) => show(findFlow(config, flow)),
    'flows.save': ({ flow, document, revision }) => {
      const found = findFlow(config, flow);
      if (found.draftRevision !== revision)
        throw personFault('draft.changed-elsewhere', `"${found.name}" was changed in another window meanwhile.`, {
          fix: 'Load that version, or keep yours and overwrite it.',
          data: { revision: found.draftRevision },
        });
      const read = readDocument(kernel, document);
      const other = config.flowNamed(read.name);
      if (other && other.id !== found.id)
        throw personFault('flow.name-taken', `There is another flow called "${read.name}".`, {
          fix: `Choose another name, such as "${freeName(kernel, read.name, found.id)}".`,
        });
      const saved = config.saveDraft(found.id, read.name, JSON.stringify(read));
      changed(saved);
      return { report: withoutPlan(reportFlow(kernel, saved)), revision: saved.draftRevision };
    },
    'flows.inspect': ({ document }) => inspect(document),
    'flows.duplicate': ({ flow }) => create(withoutAddresses(JSON.parse(findFlow(config, flow).draft) as Flow), []),
    'flows.versions': ({ flow }) => {
      const { id, liveVersion } = findFlow(config, flow);
      return config.versions(id).map(({ version, madeAtMs }) => ({
        version,
        madeAt: new Date(madeAtMs).toISOString(),
        isLive: version === liveVersion,
      }));
    },
    'flows.version': ({ flow, version }) => {
      const text = config.document(flow, version);
      if (text === null)
        throw personFault('flow.no-such-version', `Version ${version} of this flow is not kept any more.`, {
          fix: 'Look at the current version instead.',
        });
      const document = JSON.parse(text) as Flow;
      return { document, inspection: inspect(document) };
    },
    'flows.bin': () =>
      config
        .bin()
        .filter(({ removedAtMs }) => removedAtMs > kernel.clock.now() - binDays * dayMs)
        .map(({ id, name, removedAtMs }) => ({
          id,
          name,
          removedAt: new Date(removedAtMs).toISOString(),
          goneAt: new Date(removedAtMs + binDays * dayMs).toISOString(),
        })),
    'flows.restore': ({ flow: id }) => {
      const draft = config.binnedDraft(id);
      const flow = draft === null ? null : (JSON.parse(draft) as Flow);
      const name = flow && freeName(kernel, flow.name);
      const back = flow && name && config.restoreFlow(id, name, JSON.stringify({ ...flow, name }));
      if (!back)
        throw personFault('flow.not-in-bin', 'This flow is not in the bin any more.', {
          fix: 'Import it again from a file, if you exported one.',
        });
      changed(back);
      return show(back);
    },
  };
};
