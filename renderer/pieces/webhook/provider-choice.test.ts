import { describe, expect, test } from 'vitest';
import { samplesFolder } from '../../../engine/services/practice-delivery.ts';
import { listProviders } from '../../../engine/services/provider-samples.ts';
import { drawFlow } from '../../../engine/testing/flow-builder.ts';
import {
  builtInOf,
  chooseEvents,
  chooseProvider,
  type Provider,
  providerOf,
  sampleName,
  typePlaceholder,
  usualEvent,
} from './provider-choice.ts';

const providers = listProviders(samplesFolder).map(({ events, ...provider }) => ({
  ...provider,
  signatureDetails: provider.signatureDetails ?? {},
  events: events.map(({ id, title, eventType, variants }) => ({
    id,
    title,
    eventType,
    variants: variants.map((one) => one.id),
  })),
})) as Provider[];
const named = (id: string): Provider => providers.find((provider) => provider.id === id) as Provider;

const flowWith = (params: object) => drawFlow({ in: { type: 'webhook', params: params as never } }, []) as never;
const paramsAfter = (before: object, provider: Provider | undefined) => {
  const flow = flowWith(before) as { nodes: { params: never }[] };
  chooseProvider(flow as never, 'in', provider);
  return flow.nodes[0]?.params;
};

describe('choosing who sends', () => {
  test.each(providers.map((provider) => [provider.id, provider] as const))(
    '%s is recognised again',
    (_id, provider) => {
      const params = paramsAfter({}, provider) ?? ({} as never);
      const names = provider.events[0] ? [sampleName(provider, provider.events[0].title, 'complete')] : [];
      expect(providerOf(params, names, providers)?.id).toBe(provider.id);
    },
  );

  test('keeps the connection of the same kind only', () => {
    const before = { verify: { kind: 'stripe', credential: 'Mine' }, allowEvents: { value: 'x', oneOf: ['y'] } };
    expect(paramsAfter(before, named('stripe'))).toEqual({ verify: { kind: 'stripe', credential: 'Mine' } });
    expect(paramsAfter(before, named('github'))).toEqual({ verify: { kind: 'github' } });
    expect(paramsAfter(before, undefined)).toEqual({ verify: { kind: 'none' } });
  });

  test('recognises repeats by the id of a provider without a preset', () => {
    expect(paramsAfter({}, named('tally'))).toMatchObject({
      verify: { kind: 'hmac', header: 'Tally-Signature', algorithm: 'sha256', encoding: 'base64' },
      ignoreRepeats: { by: '{{ trigger.body.eventId }}' },
    });
  });

  test('knows which built-in sample an example is', () => {
    const stripe = named('stripe');
    const event = stripe.events[0] as Provider['events'][number];
    expect(builtInOf(stripe, sampleName(stripe, event.title, 'minimal'))).toEqual({
      provider: 'stripe',
      event: event.id,
      variant: 'minimal',
    });
    expect(builtInOf(stripe, 'Mine')).toBeUndefined();
  });
});

test('the usual event of a provider is the first of its list', () => {
  expect(usualEvent(named('stripe'))?.eventType).toBe('checkout.session.completed');
  expect(usualEvent(named('form'))?.id).toBe(named('form').events[0]?.id);
});

test('events are chosen and, when none is left, all count again', () => {
  const flow = flowWith({}) as { nodes: { params: object }[] };
  const place = typePlaceholder(named('github')) ?? '';
  chooseEvents(flow as never, 'in', place, ['push']);
  expect(flow.nodes[0]?.params).toEqual({
    allowEvents: { value: '{{ trigger.headers.x-github-event }}', oneOf: ['push'] },
  });
  chooseEvents(flow as never, 'in', place, []);
  expect(flow.nodes[0]?.params).toEqual({});
});
