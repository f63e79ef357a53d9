import type { SignatureTrial } from '../contract/shapes.ts';
import { isRecord } from '../model/json.ts';
import type { Delivery } from '../nodes/define.ts';
import type { Preset } from '../nodes/webhook/verify/preset.ts';
import { presetOf, type Verify } from '../nodes/webhook/verify/verify.ts';

/** Other keys of a service that are pasted by mistake, and where the right one is. Forms: the services' own pages. */
const wrongKinds: Partial<Record<Verify['kind'], { form: RegExp; message: string; fix: string }[]>> = {
  stripe: [
    {
      form: /^(sk|rk)_/,
      message: "That's Stripe's API key.",
      fix: "The signing secret starts with whsec_ and is on the webhook's own page.",
    },
    {
      form: /^pk_/,
      message: "That's Stripe's publishable key.",
      fix: "The signing secret starts with whsec_ and is on the webhook's own page.",
    },
    {
      form: /^we_/,
      message: "That's the number of the webhook, not its secret.",
      fix: 'Click Reveal under Signing secret; it starts with whsec_.',
    },
    {
      form: /^(?!whsec_)/,
      message: "That doesn't look like a signing secret of Stripe.",
      fix: 'It starts with whsec_. Copy the whole of it, from the beginning.',
    },
  ],
  github: [
    {
      form: /^(gh[oprsu]_|github_pat_)/,
      message: "That's a GitHub access token.",
      fix: "The secret is the text you typed into the Secret field of the webhook's page.",
    },
  ],
  shopify: [
    {
      form: /^shp(at|ca|pa)_/,
      message: "That's Shopify's access token.",
      fix: "Webhooks are signed with the app's client secret, shown under API credentials.",
    },
  ],
  slack: [
    {
      form: /^xox/,
      message: "That's one of Slack's tokens.",
      fix: 'The signing secret is on the Basic Information page of your Slack app.',
    },
  ],
};

const trial = (outcome: SignatureTrial['outcome'], message: string, fix: string | null = null): SignatureTrial => ({
  outcome,
  message,
  fix,
});

/** Why a secret can never be the right one, whatever arrived; null when it may be. */
export const judgeSecret = (verify: Verify, secret: string): SignatureTrial | null => {
  const kind = wrongKinds[verify.kind]?.find(({ form }) => form.test(secret));
  if (kind) return trial('wrong-kind', kind.message, kind.fix);
  const problem = presetOf(verify)?.secretProblem(secret);
  return problem ? trial('wrong-kind', problem.reason, problem.fix) : null;
};

/** Headers in which the presets that sign a time carry it, in seconds. */
const timeOf = (verify: Verify, { headers }: Delivery): number | null => {
  const text = (name: string | undefined): string =>
    String(name === undefined ? '' : (headers[name.toLowerCase()] ?? ''));
  const written = {
    stripe: () => /(?:^|,)t=(\d+)/.exec(text('Stripe-Signature'))?.[1],
    slack: () => text('X-Slack-Request-Timestamp'),
    'standard-webhooks': () => text('webhook-timestamp') || text('svix-timestamp'),
    hmac: () => (verify.kind === 'hmac' ? text(verify.timestampHeader) : undefined),
  }[verify.kind as 'stripe']?.();
  const time = Number(written || Number.NaN);
  return Number.isFinite(time) ? (time > 1e11 ? time / 1000 : time) : null;
};

const readBody = ({ raw }: Delivery): unknown => {
  try {
    return JSON.parse(Buffer.from(raw).toString());
  } catch {
    return undefined;
  }
};

/** What a body may have looked like before something on the way wrote it anew. */
const otherWritings = (delivery: Delivery): string[] => {
  const text = Buffer.from(delivery.raw).toString();
  const value = readBody(delivery);
  const again = value === undefined ? [] : [JSON.stringify(value), JSON.stringify(value, null, 2)];
  return [...again, text.trim(), `${text}\n`].filter((writing) => writing !== text);
};

const clockOff = (
  verify: Verify,
  delivery: Delivery,
  accepts: (delivery: Delivery) => boolean,
): SignatureTrial | null => {
  const time = timeOf(verify, delivery);
  if (time === null || !accepts({ ...delivery, receivedAtMs: time * 1000 })) return null;
  const minutes = Math.max(1, Math.round(Math.abs(delivery.receivedAtMs / 1000 - time) / 60));
  const ahead = delivery.receivedAtMs / 1000 > time;
  const words = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return trial(
    'clock',
    ahead
      ? `The secret is right, but the delivery was signed ${words} before it arrived.`
      : `The secret is right, but the delivery was signed ${words} in the future.`,
    "Check this computer's clock. If it is right, someone sent an old delivery again.",
  );
};

/** The likeliest reason why a well-formed secret does not fit a delivery. */
const explainMismatch = (
  verify: Verify,
  preset: Preset,
  delivery: Delivery,
  secret: string,
  others: ReadonlyMap<string, string>,
): SignatureTrial => {
  const fits = (candidate: Delivery, key: string): boolean =>
    preset.secretProblem(key) === null && preset.refuse(candidate, key) === null;
  const clock = clockOff(verify, delivery, (candidate) => fits(candidate, secret));
  if (clock) return clock;
  if (otherWritings(delivery).some((writing) => fits({ ...delivery, raw: Buffer.from(writing) }, secret)))
    return trial(
      'body-changed',
      'The secret is right, but what arrived was changed on the way.',
      'Something between the sender and this computer writes the text anew. Let the sender call this address directly.',
    );
  const other = [...others].find(([, value]) => value !== secret && fits(delivery, value));
  if (other)
    return trial(
      'wrong-secret',
      'This secret does not match your last delivery.',
      `The connection "${other[0]}" does. Choose it here.`,
    );
  const body = readBody(delivery);
  if (
    verify.kind === 'stripe' &&
    isRecord(body as never) &&
    typeof (body as { livemode?: unknown }).livemode === 'boolean'
  ) {
    const mode = (body as { livemode: boolean }).livemode ? 'live mode' : 'test mode';
    return trial(
      'mixed-up',
      'This secret does not match your last delivery.',
      `That delivery came from Stripe's ${mode}. Test and live have secrets of their own: copy the one of ${mode}, from the page of this very webhook.`,
    );
  }
  return trial(
    'wrong-secret',
    'This secret does not match your last delivery.',
    'Most often it belongs to another webhook, or test and live are mixed up. Copy it again from the page of this webhook.',
  );
};

/**
 * Tries a secret against what arrived last, and says in words how it fits. `deliveries` are newest first; `others` are the
 * secrets saved on this computer, by connection.
 */
export const trySecret = (
  verify: Verify,
  secret: string,
  deliveries: readonly Delivery[],
  others: ReadonlyMap<string, string>,
): SignatureTrial => {
  const preset = presetOf(verify);
  if (!preset) return trial('no-check', 'No signature is checked, so anyone who knows the address can send.');
  const hopeless = judgeSecret(verify, secret);
  if (hopeless) return hopeless;
  const [last] = deliveries;
  if (!last)
    return trial(
      'no-delivery',
      'Looks right. It will be tried as soon as something arrives.',
      'Send something from the service.',
    );
  const refusal = preset.refuse(last, secret);
  if (!refusal) return trial('matches', 'Matches your last delivery.');
  if (/is missing|came more than once/.test(refusal.reason))
    return trial(
      'unsigned',
      `Your last delivery was not signed. ${refusal.reason}`,
      'Send one from the service itself.',
    );
  return explainMismatch(verify, preset, last, secret, others);
};
