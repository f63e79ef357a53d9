import { drawFlow } from '../../testing/flow-builder.ts';

/** As many runs at once as the load has connections: the default of 10 would measure the queue. */
const settings = { maxParallel: 200 };
const hook = (respond: string) => ({ type: 'webhook', params: { path: 'bench', respond } });
const map = {
  type: 'map',
  params: {
    fields: [
      { name: 'customer', value: '{{ trigger.body.data.customer }}' },
      { name: 'amount', value: '{{ trigger.body.data.amount | divided_by: 100 }}', type: 'number' },
      { name: 'note', value: 'Order {{ trigger.body.id }} of {{ trigger.body.data.customer }}' },
    ],
  },
};
const respond = { type: 'respond', params: { body: { ok: true, customer: '{{ steps.map.customer }}' } } };

/** (a) kept, answered at once; the run follows. */
export const acceptFlow = drawFlow({ hook: hook('at-once'), map }, ['hook > map'], { name: 'Accept', settings });

/** (b) answered when the whole run is journaled. */
export const answerFlow = drawFlow({ hook: hook('when-done'), map, respond }, ['hook > map > respond'], {
  name: 'Answer',
  settings,
});

/** (c) routed, mapped, a row saved in a file of the person's, then answered. */
export const saveFlow = (file: string) =>
  drawFlow(
    {
      hook: hook('when-done'),
      route: {
        type: 'route',
        params: { value: '{{ trigger.body.type }}', cases: [{ port: 'paid', equals: 'order.paid' }] },
      },
      map,
      save: {
        type: 'sqlite-write',
        params: {
          file,
          table: 'orders',
          mode: 'insert',
          values: [
            { column: 'customer', value: '{{ steps.map.customer }}' },
            { column: 'amount', value: '{{ steps.map.amount }}' },
            { column: 'note', value: '{{ steps.map.note }}' },
          ],
        },
      },
      respond,
    },
    ['hook > route', 'route.paid > map > save > respond'],
    { name: 'Save', settings },
  );

/** About 1 KB, the size of a small webhook of a payment service. */
export const body = JSON.stringify({
  id: 'evt_1P0000000000000000000001',
  type: 'order.paid',
  data: {
    customer: 'cus_Q1',
    amount: 4999,
    currency: 'eur',
    lines: Array.from({ length: 12 }, (_, n) => ({
      sku: `SKU-${n}`,
      quantity: n,
      price: 100 + n,
      name: `Article ${n}`,
    })),
  },
});
