import { writePath } from '../../client/templates.ts';
import type { Flow, JsonRecord, JsonValue, ProviderShape } from '../../client/types.ts';
import { setParam } from '../../stores/flow-edits.ts';

/** A sender, as far as the set-up of a webhook needs it. */
export type Provider = ProviderShape;

const asRecord = (value: JsonValue | undefined): JsonRecord =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

/** "Stripe – checkout.session.completed": the provider's name stands first, so that the example says who sends it. */
export const sampleName = (provider: Provider, title: string, variant: string): string =>
  `${provider.name} – ${title}${variant === 'complete' ? '' : `, ${variant}`}`;

/** The event most flows are made for: the first of the provider's list that has an example. */
export const usualEvent = ({ events, eventTypes }: Provider): Provider['events'][number] | undefined =>
  eventTypes.flatMap((type) => events.find(({ eventType }) => eventType === type) ?? [])[0] ?? events[0];

/** Which built-in sample an example was made of, by its name. */
export const builtInOf = (provider: Provider, name: string) => {
  for (const { id, title, variants } of provider.events) {
    const variant = variants.find((candidate) => sampleName(provider, title, candidate) === name);
    if (variant) return { provider: provider.id, event: id, variant };
  }
  return undefined;
};

const signsLike = (provider: Provider, verify: JsonRecord): boolean =>
  provider.signature !== 'none' &&
  provider.signature === verify.kind &&
  Object.entries(provider.signatureDetails).every(([name, value]) => verify[name] === value);

/**
 * Who sends to a webhook: the way of signing tells, and where nothing is signed the name of its example. Undefined for any other
 * sender.
 */
export const providerOf = (
  params: JsonRecord,
  sampleNames: readonly string[],
  providers: readonly Provider[],
): Provider | undefined => {
  const verify = asRecord(params.verify);
  const signing = providers.find((provider) => signsLike(provider, verify));
  if (signing) return signing;
  return providers.find(
    (provider) =>
      provider.signature === (verify.kind ?? 'none') &&
      sampleNames.some((name) => name.startsWith(`${provider.name} – `)),
  );
};

/** A placeholder for a place in a delivery. */
const placeholder = (place: { in: 'body' | 'headers'; path: string[] }): string =>
  `{{ ${writePath(['trigger', place.in, ...place.path])} }}`;

export const typePlaceholder = ({ typeField }: Provider): string | null => typeField && placeholder(typeField);

/** Kinds of check that recognise repeats by the sender's own id, without being told where it is. */
const ownIds = new Set(['stripe', 'github', 'shopify', 'slack', 'standard-webhooks']);

export const knowsRepeats = (kind: JsonValue | undefined): boolean => typeof kind === 'string' && ownIds.has(kind);

/** The setting that ignores repeats of a provider; undefined where its check does so by itself, or no id is known. */
export const repeatsOf = (provider: Provider | undefined): JsonRecord | undefined =>
  provider?.dedupe && !knowsRepeats(provider.signature) ? { by: placeholder(provider.dedupe) } : undefined;

/** Sets a webhook up for a provider: its check, its ids; a filter of another provider's events goes. On a draft of the flow. */
export const chooseProvider = (flow: Flow, node: string, provider: Provider | undefined): void => {
  const params = flow.nodes.find(({ id }) => id === node)?.params as JsonRecord | undefined;
  if (!params) return;
  const kind = provider?.signature ?? 'none';
  const before = asRecord(params.verify);
  const same = before.kind === kind && typeof before.credential === 'string' ? { credential: before.credential } : {};
  setParam(flow, node, ['verify'], kind === 'none' ? { kind } : { kind, ...same, ...provider?.signatureDetails });
  setParam(flow, node, ['allowEvents'], undefined);
  setParam(flow, node, ['ignoreRepeats'], repeatsOf(provider));
};

/** Lets only these events start the flow; none means all. On a draft of the flow. */
export const chooseEvents = (flow: Flow, node: string, value: string, events: readonly string[]): void =>
  setParam(flow, node, ['allowEvents'], events.length === 0 ? undefined : { value, oneOf: [...events] });
