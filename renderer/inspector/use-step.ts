import { useMemo, useRef } from 'react';
import { useCall } from '../client/queries.ts';
import type { FlowNode, NodeDescription, ProviderShape, StepView } from '../client/types.ts';
import type { Mapping } from '../pieces/template-field/mapping.ts';
import { useEditor } from '../stores/editor.ts';
import { useSelection } from '../stores/selection.ts';
import { useTesting } from '../stores/testing.ts';
import { buildMapping, type Known, keepIfSame, triggerFor } from './build-mapping.ts';

/** The step whose settings are open, with everything the columns of the dock say about it. */
export interface OpenStep {
  node: FlowNode;
  view: StepView | undefined;
  description: NodeDescription;
  mapping: Mapping;
  /** The trigger it is tried with. */
  trigger: string | undefined;
  types: ReadonlyMap<string, NodeDescription>;
}

/** Where the steps stand, which lists they go through and who signs what they are sent, as one text that stays the same while the rest is set up. */
const shapeOf = (nodes: readonly FlowNode[]): string =>
  JSON.stringify(
    nodes.map(({ id, type, position, params: { list, verify } }) => ({ id, type, position, params: { list, verify } })),
  );

const noTypes: readonly NodeDescription[] = [];
const noProviders: readonly ProviderShape[] = [];

/** Undefined while no step is open or the kinds of steps are not read yet. */
export const useOpenStep = (): OpenStep | undefined => {
  const id = useSelection(({ activeStep }) => activeStep);
  const { data = noTypes } = useCall('nodes.list', {});
  const { data: providers = noProviders } = useCall('samples.providers', {});
  const types = useMemo(() => new Map(data.map((description) => [description.type, description])), [data]);
  const node = useEditor(({ document }) => document.nodes.find((candidate) => candidate.id === id));
  // What the steps are set to do changes with every key; where they stand and what they read from does not.
  const shape = useEditor(({ document }) => shapeOf(document.nodes));
  const edges = useEditor(({ document }) => document.edges);
  const samples = useEditor(({ document }) => document.samples);
  const name = useEditor(({ document }) => document.name);
  const inspection = useEditor((state) => state.inspection);
  const currentSample = useTesting((state) => state.currentSample);
  const results = useTesting((state) => state.results);
  const kept = useRef<{ step: string; mapping: Mapping } | null>(null);
  const made = useMemo(() => {
    if (id === null) return null;
    const nodes = JSON.parse(shape) as Known['flow']['nodes'];
    const known: Known = {
      flow: { nodes, edges, samples, name },
      inspection,
      testing: { currentSample, results },
      types,
      providers,
    };
    return { mapping: buildMapping(known, id), trigger: triggerFor(known, id) };
  }, [id, shape, edges, samples, name, inspection, currentSample, results, types, providers]);
  const description = node ? types.get(node.type) : undefined;
  if (!node || !description || !made) return undefined;
  const before = kept.current?.step === node.id ? kept.current.mapping : null;
  const mapping = keepIfSame(before, made.mapping);
  kept.current = { step: node.id, mapping };
  return { node, view: inspection.steps[node.id], description, mapping, trigger: made.trigger, types };
};
