import { useCall } from '../client/queries.ts';
import type { NodeDescription } from '../client/types.ts';
import { useEditor } from '../stores/editor.ts';
import { upstreamOf } from '../stores/flow-graph.ts';
import { useSelection } from '../stores/selection.ts';

/** Every kind of step, by type; undefined until the engine has told. */
export const useNodeKinds = (): ReadonlyMap<string, NodeDescription> | undefined => {
  const { data } = useCall('nodes.list', {});
  return data && new Map(data.map((description) => [description.type, description]));
};

/**
 * The trigger a test starts from: the one that is picked, the one that leads to the step that is picked, or the first. Undefined
 * while the flow has none.
 */
export const useTrigger = (): string | undefined => {
  const document = useEditor((state) => state.document);
  const active = useSelection((state) => state.activeStep);
  const kinds = useNodeKinds();
  const triggers = document.nodes.flatMap(({ id, type }) =>
    kinds?.get(type)?.kind === 'trigger' ? [id as string] : [],
  );
  if (active === null) return triggers[0];
  const before = upstreamOf(document, active);
  return triggers.find((id) => id === active || before.has(id)) ?? triggers[0];
};
