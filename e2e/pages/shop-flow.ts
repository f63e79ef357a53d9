import type { Page } from '@playwright/test';
import { type App, expect } from '../fixtures.ts';
import { canvasOf } from './canvas.ts';
import { DockPage } from './dock.ts';
import { type ImportWords, importFlow } from './flow-files.ts';

/** What a shop sends about an order. */
export const order = (customer: { email: string | null; name: string | null }) => ({
  type: 'order.paid',
  data: { customer, amount: 4900, created: '2026-11-23T09:12:00Z' },
});

const arrived = (customer: Parameters<typeof order>[0]) => ({ body: order(customer), headers: {} });

/** Texts of the e-mail the flow of the shop sends. */
export interface ShopMail {
  to?: string;
  subject?: string;
  text?: string;
  more?: object;
}

/** A shop that thanks for orders: something arrives, is tidied and checked, and an e-mail goes to the Practice outbox. */
export const shopFlow = ({
  to = '{{ trigger.body.data.customer.email }}',
  subject = 'Thanks {{ trigger.body.data.customer.name }}!',
  text = 'Thank you.',
  more = {},
}: ShopMail = {}) => ({
  format: 'whenthen.flow/1',
  name: 'Shop orders',
  nodes: [
    { id: 'hook', type: 'webhook', name: 'Order', params: { path: 'orders', verify: { kind: 'none' } } },
    {
      id: 'tidy',
      type: 'map',
      name: 'Tidy order',
      position: { x: 352, y: 0 },
      params: { fields: [{ name: 'amount', value: '{{ trigger.body.data.amount }}' }] },
    },
    {
      id: 'check',
      type: 'filter',
      name: 'Big enough',
      position: { x: 704, y: 0 },
      params: { rules: [{ left: '{{ steps.tidy.amount }}', op: 'greater', right: '50' }] },
    },
    {
      id: 'mail',
      type: 'send-email',
      name: 'Thank you',
      position: { x: 1056, y: 0 },
      params: { to, subject, text },
    },
  ],
  edges: [
    { from: 'hook', to: 'tidy' },
    { from: 'tidy', to: 'check' },
    { from: 'check', to: 'mail' },
  ],
  samples: [
    { id: 'full', name: 'Complete', node: 'hook', payload: arrived({ email: 'ana@example.com', name: 'Ana Duarte' }) },
    { id: 'min', name: 'Minimal', node: 'hook', payload: arrived({ email: 'jo@example.com', name: null }) },
  ],
  ...more,
});

/** Brings the flow of the shop in; returns its id. */
export const importShop = (app: App, flow: object, words: ImportWords = {}): Promise<string> =>
  importFlow(app, flow, { allow: 'all', ...words });

/** Opens a flow at one of its steps. */
export const openStep = async (page: Page, flow: string, step: string): Promise<DockPage> => {
  await page.goto(new URL(`/#/flows/${flow}`, page.url()).href);
  await canvasOf(page).step(step).click();
  const dock = new DockPage(page);
  await expect(dock.setUp).toBeVisible();
  return dock;
};

/** Brings the flow of the shop in and opens its e-mail. */
export const openMail = async (app: App, open: (route?: string) => Promise<Page>, mail: ShopMail) => {
  const flow = await importShop(app, shopFlow(mail));
  const page = await open();
  return { page, dock: await openStep(page, flow, 'Thank you') };
};
