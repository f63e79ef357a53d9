import type { Flow, Inspection, NodeDescription } from '../client/types.ts';
import { upstreamOf } from '../stores/flow-graph.ts';

/** Whether a step may be tried after every key. Pure. */

interface Facts {
  flow: Pick<Flow, 'nodes' | 'edges'>;
  inspection: Inspection;
  types: ReadonlyMap<string, NodeDescription>;
  pinned: { readonly [step: string]: unknown };
}

const isLocal = ({ form }: NodeDescription): boolean => form.some(({ kind }) => kind === 'file' || kind === 'folder');

/** A step that would ask a service: those wait for the button. Reading a file of this computer is no such thing. */
const asksService = ({ flow, inspection, types, pinned }: Facts, id: string): boolean => {
  const node = flow.nodes.find((candidate) => candidate.id === id);
  const description = node && types.get(node.type);
  if (!description || node.skip || Object.hasOwn(pinned, id)) return false;
  return inspection.steps[id]?.effect === 'reads' && !isLocal(description);
};

/** A step can be tried by itself while neither it nor a step before it would ask a service, and it is finished. */
export const canTryLive = (facts: Facts, id: string): boolean => {
  if ((facts.inspection.steps[id]?.effect ?? null) === null) return false;
  return ![id, ...upstreamOf(facts.flow, id)].some((step) => asksService(facts, step));
};
