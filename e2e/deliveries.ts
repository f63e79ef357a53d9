import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from './fixtures.ts';
import { importFlow } from './pages/flow-files.ts';

const starter = path.join(import.meta.dirname, '../resources/starters/stripe-router.flow.json');

/** Sends a JSON delivery to an address of the app. */
export const deliver = (app: App, address: string, body: unknown): Promise<Response> =>
  fetch(`${app.hooksUrl}/hooks/${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

export const importStripeRouter = (app: App): Promise<unknown> =>
  importFlow(app, JSON.parse(readFileSync(starter, 'utf8')), { on: true, allow: 'all' });

export const paid = (id: string, email: string): unknown => ({
  id: `evt_${id}`,
  type: 'payment_intent.succeeded',
  data: {
    object: { id: `pi_${id}`, amount_received: 4900, currency: 'eur', customer: `cus_${id}`, receipt_email: email },
  },
});

/** The step "Reminder" needs an e-mail; null makes the run fail there. */
export const unpaid = (id: string, email: string | null): unknown => ({
  id: `evt_${id}`,
  type: 'invoice.payment_failed',
  data: { object: { id: `in_${id}`, number: `A-${id}`, customer_email: email, amount_due: 1200, currency: 'eur' } },
});
