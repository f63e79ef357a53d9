import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from '../../e2e/fixtures.ts';

const top = path.join(import.meta.dirname, '../..');

type Node = {
  id: string;
  type: string;
  params?: object;
  name?: string;
  position?: { x: number; y: number };
  onError?: object;
};

const flow = (name: string, nodes: Node[], lines: string[], more: object = {}) => ({
  format: 'whenthen.flow/1',
  name,
  nodes,
  edges: lines.map((line) => {
    const [from = '', to = '', port = 'out'] = line.split(/>|:/);
    return { from, to, port };
  }),
  ...more,
});

const at = (column: number, row = 0) => ({ x: column * 352, y: row * 152 });

/** Flows with everything that tends to go wrong on screen: long and right-to-left texts, HTML, failures, things to finish. */
const flows = {
  failing: flow(
    'Failed payment follow-up',
    [
      { id: 'hook', type: 'webhook', name: 'Invoice failed', position: at(0), params: { path: 'invoices' } },
      {
        id: 'call',
        type: 'http-request',
        name: 'Tell the billing service',
        position: at(1),
        params: {
          method: 'POST',
          url: 'http://127.0.0.1:9/reminders',
          body: { kind: 'json', value: { to: '{{ trigger.body.email }}' } },
        },
        onError: { retries: 0 },
      },
    ],
    ['hook>call'],
  ),
  signed: flow(
    'GitHub releases',
    [
      {
        id: 'hook',
        type: 'webhook',
        name: 'Release published',
        position: at(0),
        params: { path: 'github', verify: { kind: 'github', credential: 'github-secret' } },
      },
      {
        id: 'tell',
        type: 'emit-event',
        position: at(1),
        params: { name: 'release.published', data: '{{ trigger.body.release }}' },
      },
    ],
    ['hook>tell'],
  ),
  draft: flow(
    'Rechnungen ablegen und die Buchhaltung benachrichtigen, sobald alles vollständig eingetroffen ist',
    [
      { id: 'hook', type: 'webhook', position: at(0), params: { path: 'invoices-in' } },
      { id: 'write', type: 'write-file', position: at(1) },
      { id: 'save', type: 'sqlite-write', position: at(2) },
    ],
    ['hook>write', 'write>save'],
  ),
  lines: flow(
    'Order lines to the team',
    [
      { id: 'hook', type: 'webhook', name: 'Order', position: at(0), params: { path: 'lines' } },
      { id: 'each', type: 'for-each', position: at(1), params: { list: '{{ trigger.body.lines }}' } },
      {
        id: 'price',
        type: 'map',
        name: 'Price with tax',
        position: at(2),
        params: {
          fields: [
            { name: 'name', value: '{{ item.name }}' },
            { name: 'total', value: '{{ item.price }}', type: 'number', required: true },
          ],
        },
      },
      {
        id: 'post',
        type: 'chat-message',
        name: 'Tell the team',
        position: at(3),
        params: { text: '*{{ item.name }}* for {{ item.price }} EUR' },
      },
      {
        id: 'ask',
        type: 'approve',
        position: at(2, 1),
        params: { question: 'Ship the order of {{ trigger.body.name }}?' },
      },
      {
        id: 'row',
        type: 'table-row',
        name: 'Shipping list',
        position: at(3, 1),
        params: { file: 'shipping.csv', values: [{ column: 'Name', value: '{{ trigger.body.name }}' }] },
      },
    ],
    ['hook>each', 'each>price:each', 'price>post', 'each>ask:done', 'ask>row:yes'],
    {
      samples: [
        {
          id: 'three',
          name: 'Three lines',
          node: 'hook',
          payload: {
            body: {
              name: 'Ana Sousa',
              lines: [
                { name: 'Mug', price: 12.5 },
                { name: 'Tea, loose, 250 g, from the garden of a friend in the Azores', price: 4 },
                { name: 'Card', price: 2.2 },
              ],
            },
          },
        },
      ],
    },
  ),
  rtl: flow(
    'طلبات جديدة <img src=x onerror=alert(1)>',
    [
      { id: 'go', type: 'manual', name: 'بداية', position: at(0) },
      {
        id: 'map',
        type: 'map',
        name: 'تحضير الطلب',
        position: at(1),
        params: { fields: [{ name: 'الاسم', value: 'آنا' }] },
      },
    ],
    ['go>map'],
  ),
};

const stripe = (id: string, type: string, object: object) => ({ id, type, created: 1_763_900_000, data: { object } });

const deliveries: [path: string, body: unknown, headers?: Record<string, string>][] = [
  [
    'stripe',
    stripe('evt_1', 'payment_intent.succeeded', {
      id: 'pi_1',
      customer: 'cus_Ana',
      receipt_email: 'ana@example.com',
      amount_received: 6490,
      currency: 'eur',
    }),
  ],
  [
    'stripe',
    stripe('evt_2', 'payment_intent.succeeded', {
      id: 'pi_2',
      customer: 'cus_Joao',
      receipt_email: 'joao.ribeiro.de.albuquerque@example.com',
      amount_received: 1200,
      currency: 'eur',
    }),
  ],
  [
    'stripe',
    stripe('evt_2', 'payment_intent.succeeded', {
      id: 'pi_2',
      customer: 'cus_Joao',
      amount_received: 1200,
      currency: 'eur',
    }),
  ],
  ['stripe', stripe('evt_3', 'customer.subscription.deleted', { id: 'sub_1', customer: 'cus_Ana' })],
  [
    'stripe',
    stripe('evt_4', 'invoice.payment_failed', {
      id: 'in_1',
      customer: 'cus_Ana',
      attempt_count: 2,
      amount_due: 2900,
      currency: 'eur',
    }),
  ],
  ['stripe', stripe('evt_5', 'charge.refunded', { id: 'ch_1' })],
  ['stripe', stripe('evt_6', 'payment_intent.succeeded', { id: 'pi_3', amount_received: 'a lot' })],
  ['invoices', { id: 'in_9', email: 'ana@example.com', note: '<script>alert(1)</script> "quotes" ‮reversed' }],
  ['invoices', { id: 'in_10', email: 'marta@example.com' }],
  [
    'github',
    { action: 'published', release: { name: '2.1' } },
    { 'x-github-event': 'release', 'x-hub-signature-256': 'sha256=00' },
  ],
  ['invoices-in', { id: 1, total: 12.5 }],
  ['nowhere', { lost: true }],
  [
    'lines',
    {
      name: 'Ana Sousa',
      lines: [
        { name: 'Mug', price: 12.5 },
        { name: 'Tea', price: 4 },
      ],
    },
  ],
];

/** Fills a WhenThen with flows, deliveries, runs and failures. Resolves when the runs are over or wait for an answer. */
export const seed = async (app: App): Promise<void> => {
  const file = (name: string, document: object): string => {
    const at = path.join(app.dataDir, `${name}.flow.json`);
    writeFileSync(at, JSON.stringify(document));
    return at;
  };
  await app.whenthen('import', path.join(top, 'resources/starters/stripe-router.flow.json'), '--on', '--allow', 'all');
  await app.whenthen('import', file('failing', flows.failing), '--on', '--allow', 'all');
  await app.secret('github-secret', 'a secret for photographs only');
  await app.whenthen('import', file('signed', flows.signed), '--on', '--allow', 'all');
  await app.whenthen('import', file('lines', flows.lines), '--on', '--allow', 'all');
  await app.whenthen('import', file('draft', flows.draft));
  await app.whenthen('import', file('rtl', flows.rtl));
  for (const [hook, body, headers = {}] of deliveries)
    await fetch(`${app.hooksUrl}/hooks/${hook}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const isOver = async (): Promise<boolean> =>
    ((await app.whenthen('runs', '--limit', '100')) as { status: string }[]).every(
      ({ status }) => !['queued', 'running'].includes(status),
    );
  while (!(await isOver()));
};
