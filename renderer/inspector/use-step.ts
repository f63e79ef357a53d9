import { useMemo, useRef } from 'react';
import { useCall } from '../client/queries.ts';
import type { FlowNode, NodeDescription, StepView } from '../client/types.ts';
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

const noTypes: readonly NodeDescription[] = [];

/** Undefined while no step is open or the kinds of steps are not read yet. */
export const useOpenStep = (): OpenStep | undefined => {
  const id = useSelection(({ activeStep }) => activeStep);
  const { data = noTypes } = useCall('nodes.list', {});
  const types = useMemo(() => new Map(data.map((description) => [description.type, description])), [data]);
  const flow = useEditor(({ document }) => document);
  const inspection = useEditor((state) => state.inspection);
  const currentSample = useTesting((state) => state.currentSample);
  const results = useTesting((state) => state.results);
  const node = flow.nodes.find((candidate) => candidate.id === id);
  const kept = useRef<{ step: string; mapping: Mapping } | null>(null);
  const known: Known = { flow, inspection, testing: { currentSample, results }, types };
  const made = useMemo(
    () => (id === null ? null : buildMapping({ flow, inspection, testing: { currentSample, results }, types }, id)),
    [id, flow, inspection, currentSample, results, types],
  );
  const description = node ? types.get(node.type) : undefined;
  if (!node || !description || !made) return undefined;
  const before = kept.current?.step === node.id ? kept.current.mapping : null;
  const mapping = keepIfSame(before, made);
  kept.current = { step: node.id, mapping };
  return { node, view: inspection.steps[node.id], description, mapping, trigger: triggerFor(known, node.id), types };
};
