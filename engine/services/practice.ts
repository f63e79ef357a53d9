import type { Plan } from '../compile/plan.ts';
import type { FlowReport } from '../contract/shapes.ts';
import type { FlowId } from '../model/ids.ts';
import type { ConfigStore } from '../store/config.ts';

type Practice = FlowReport['practice'];
type Settings = Pick<ConfigStore, 'setting' | 'putSetting'>;

/** The steps of a flow whose messages stay in the Practice outbox, with what they are. */
export const practiceOf = (plan: Plan): Practice =>
  plan.nodes.flatMap((node) => {
    const what = node.kind === 'step' && !node.skip ? (node.definition.practice?.(node.params as never) ?? null) : null;
    return what === null ? [] : [{ node: node.id, what }];
  });

const keyOf = (flow: FlowId): string => `practice-accepted ${flow}`;

const acceptedBy = (settings: Settings, flow: FlowId): string[] =>
  JSON.parse(settings.setting(keyOf(flow)) ?? '[]') as string[];

/** What is left to ask about: of each kind of message a person is asked once per flow. */
export const unasked = (settings: Settings, flow: FlowId, practice: Practice): Practice => {
  if (practice.length === 0) return practice;
  const accepted = acceptedBy(settings, flow);
  return practice.filter(({ what }) => !accepted.includes(what));
};

/** A person said that these may stay in the Practice outbox. */
export const practiceAccepted = (settings: Settings, flow: FlowId, practice: Practice): void => {
  const all = new Set([...acceptedBy(settings, flow), ...practice.map(({ what }) => what)]);
  settings.putSetting(keyOf(flow), JSON.stringify([...all]));
};
