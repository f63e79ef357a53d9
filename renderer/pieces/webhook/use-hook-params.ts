import { create } from 'zustand';
import { useCall } from '../../client/queries.ts';
import type { JsonRecord, JsonValue } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { setParam } from '../../stores/flow-edits.ts';
import { sampleOf, useTesting } from '../../stores/testing.ts';
import { type Provider, providerOf } from './provider-choice.ts';

const noParams: JsonRecord = {};

/** The params of a webhook as they are drawn now. */
export const useHookParams = (node: string): JsonRecord =>
  useEditor((state) => {
    const found = state.document.nodes.find(({ id }) => id === node);
    return (found?.params as JsonRecord | undefined) ?? noParams;
  });

export const asRecord = (value: JsonValue | undefined): JsonRecord =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : noParams;

export const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** Changes one setting of a webhook; undefined takes it back to what is usual. Changes of one setting that follow closely are one. */
export const setHookParam = (
  label: string,
  node: string,
  path: readonly string[],
  value: JsonValue | undefined,
): void => edit(label, (flow) => setParam(flow, node, path, value), `${node} ${path.join('.')}`);

/** Webhooks a person said "Other" about, whatever their example looks like; until the window is closed. */
const useOthers = create<{ nodes: ReadonlySet<string> }>(() => ({ nodes: new Set() }));

export const sayOther = (node: string, isOther: boolean): void =>
  useOthers.setState(({ nodes }) => {
    const next = new Set(nodes);
    if (isOther) next.add(node);
    else next.delete(node);
    return { nodes: next };
  });

/** The services that send webhooks, and which of them sends to this one. */
export const useProvider = (node: string): { providers: readonly Provider[]; provider: Provider | undefined } => {
  const params = useHookParams(node);
  const document = useEditor((state) => state.document);
  const name = useTesting((state) => sampleOf(document, state.currentSample, node)?.name);
  const isOther = useOthers(({ nodes }) => nodes.has(node));
  const { data: providers = [] } = useCall('samples.providers', {});
  const provider = isOther ? undefined : providerOf(params, name === undefined ? [] : [name], providers);
  return { providers, provider };
};
