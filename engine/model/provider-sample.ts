import { z } from 'zod';

/** Who may sign, as in the `verify.kind` of a webhook. */
export const signatureKinds = [
  'none',
  'stripe',
  'github',
  'shopify',
  'slack',
  'standard-webhooks',
  'hmac',
  'header-secret',
  'basic',
] as const;

/** Names of files and folders, so that a name can never lead out of the folder of the samples. */
const slug = z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/);

const sentence = z.string().min(1).max(200);

/** Where in a delivery something stands: the keys from the body or the headers on. */
const placeSchema = z.strictObject({ in: z.enum(['body', 'headers']), path: z.array(z.string().min(1)).min(1) });

/** What is known about a service that sends webhooks: how to set it up, and what its fields are called in words. */
export const providerSchema = z.strictObject({
  id: slug,
  name: sentence,
  icon: slug.describe('The name of a Lucide icon'),
  signature: z.enum(signatureKinds),
  signatureDetails: z
    .record(z.string(), z.string())
    .optional()
    .describe('The other params of `verify`, for services that sign in a way of their own'),
  secretHint: sentence.describe('How the secret is recognised'),
  typeField: placeSchema.nullable().describe('Where the kind of event stands; null when it stands nowhere'),
  dedupe: placeSchema.nullable().describe('Where the id stands that stays the same when a delivery is sent again'),
  paste: z.tuple([sentence, sentence, sentence, sentence]).describe('Where do I paste this? In the words of its menus'),
  eventTypes: z.array(z.string().min(1)),
  labels: z
    .record(z.string().min(1), sentence)
    .describe('Path in the body, with dots, and `*` for any place of a list; what a person calls it'),
  source: z.array(z.url()).min(1).describe('The public documentation this was written from'),
  checkedOn: z.iso.date(),
});

export const variantIds = ['complete', 'minimal', 'awkward'] as const;
export type VariantId = (typeof variantIds)[number];

const variantSchema = z.strictObject({
  id: z.enum(variantIds),
  body: z.json().describe('As JSON; for other content types the text as it is sent'),
});

/** One kind of event as a provider sends it, in three forms: everything there, only what must be, and hard to handle. */
export const eventSampleSchema = z.strictObject({
  id: slug,
  title: sentence,
  eventType: z.string().min(1).nullable().describe('What stands at `typeField`; null when the delivery does not say'),
  headers: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string()),
  contentType: z.string().min(1),
  variants: z
    .array(variantSchema)
    .refine(
      (variants) => variants.map(({ id }) => id).join() === variantIds.join(),
      `There must be exactly these variants: ${variantIds.join(', ')}`,
    ),
});
export type EventSample = z.output<typeof eventSampleSchema>;

/** A provider with its events. */
export type ProviderSamples = z.output<typeof providerSchema> & { events: EventSample[] };
