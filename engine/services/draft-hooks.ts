import type { Flow } from '../model/flow.ts';
import type { FlowId } from '../model/ids.ts';

/** The webhook of a flow that is not finished. */
export interface DraftHook {
  flowId: FlowId;
  node: string;
}

/**
 * Addresses of flows that cannot run yet. What arrives there is kept for the flow, because the first delivery is what a person
 * builds the rest of it with.
 */
export interface DraftHooks {
  put(id: FlowId, flow: Flow): void;
  remove(id: FlowId): void;
  find(path: string): DraftHook | undefined;
}

const pathsOf = (flow: Flow): [string, string][] =>
  flow.nodes.flatMap(({ id, type, params: { path } }): [string, string][] =>
    type === 'webhook' && typeof path === 'string' && path !== '' ? [[path, id]] : [],
  );

export const createDraftHooks = (): DraftHooks => {
  const hooks = new Map<string, DraftHook>();
  const remove = (id: FlowId): void => {
    for (const [path, { flowId }] of hooks) if (flowId === id) hooks.delete(path);
  };
  return {
    put: (id, flow) => {
      remove(id);
      for (const [path, node] of pathsOf(flow)) hooks.set(path, { flowId: id, node });
    },
    remove,
    find: (path) => hooks.get(path),
  };
};
