import type { JsonRecord } from '../../model/json.ts';

/** A payment as Stripe reports it, used until a real delivery has come. */
export const samplePayload = (path: string): JsonRecord => ({
  id: 'evt_0b7k2m9qx4t',
  method: 'POST',
  path: path === '' ? 'k7x2q9m4vt' : path,
  query: {},
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': 't=1783598400,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
  },
  body: {
    id: 'evt_1RkT2eLkdIwHu7ixQ3xXxVbC',
    object: 'event',
    api_version: '2026-06-30',
    created: 1783598400,
    livemode: false,
    type: 'checkout.session.completed',
    data: {
      object: {
        id: 'cs_test_a1b2c3d4e5',
        object: 'checkout.session',
        amount_total: 6490,
        currency: 'eur',
        customer: 'cus_SgHk2n4pQ8rT1v',
        customer_details: {
          email: 'ana.duarte@example.com',
          name: 'Ana Duarte',
          address: { city: 'Lisboa', country: 'PT' },
        },
        metadata: { order: '1043' },
        payment_status: 'paid',
        status: 'complete',
      },
    },
  },
  receivedAt: '2026-07-09T12:00:00.412Z',
});
