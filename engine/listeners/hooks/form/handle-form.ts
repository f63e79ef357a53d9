import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FormPage } from '../../../model/form-page.ts';
import type { Delivery } from '../../../nodes/define.ts';
import { single } from '../delivery-payload.ts';
import type { Hook, HookDoor, Judged } from '../hook.ts';
import { readBody } from '../read-body.ts';
import { readFilled } from './read-filled.ts';
import { contentSecurityPolicy, hidden, renderForm, renderText } from './render.ts';

/** Nobody fills in a form faster; programs do. */
const leastMs = 2000;
const mostMs = 24 * 3_600_000;

/** Signs the moment a page was shown. After a restart people are asked to send once more; nothing they typed is lost. */
const key = randomBytes(32);

const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, 32);

const tokenFor = (path: string, nowMs: number): string => {
  const text = `${nowMs}.${randomBytes(9).toString('base64url')}`;
  return `${text}.${sign(`${path} ${text}`)}`;
};

/** How long ago the page was shown; null when the token is not ours. */
const ageOf = (token: string, path: string, nowMs: number): number | null => {
  const [at = '', random = '', given = ''] = token.split('.');
  const wanted = Buffer.from(sign(`${path} ${at}.${random}`));
  const signature = Buffer.from(given);
  return signature.length === wanted.length && timingSafeEqual(signature, wanted) ? nowMs - Number(at) : null;
};

const sendPage = (response: ServerResponse, status: number, html: string, isHead = false): void => {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  response.end(isHead ? undefined : html);
};

const nothingHere = (response: ServerResponse): void => {
  response.statusCode = 404;
  response.end();
};

const sorry = (response: ServerResponse, { title }: FormPage): void => {
  response.setHeader('Retry-After', '30');
  sendPage(response, 503, renderText(title, 'This cannot be taken right now. Please try again in a moment.'));
};

/** Keeps what was sent and shows the next page; what is not on disk is never thanked for. */
const deliver = (
  hook: Hook,
  page: FormPage,
  response: ServerResponse,
  judged: Omit<Judged, 'bodyJson' | 'depth'>,
  after: () => void,
): void =>
  hook.deliver({ bodyJson: null, depth: 0, ...judged }, { committed: after, failed: () => sorry(response, page) });

const take = (door: HookDoor, hook: Hook, page: FormPage, response: ServerResponse, { path, raw }: Delivery): void => {
  const body = new URLSearchParams(Buffer.from(raw).toString('utf8'));
  const { payload, values, mistakes } = readFilled(page, body);
  const thank = (): void => sendPage(response, 200, renderText(page.title, page.thanks));
  const again = (notice: string): void =>
    sendPage(response, 422, renderForm(page, tokenFor(path, door.now()), { values, mistakes, notice }));
  if (!hook.on) {
    const rejected = { verdict: 'flow-off', reason: 'The flow is switched off.' } as const;
    deliver(hook, page, response, { payload, seen: null, rejected }, () => nothingHere(response));
    return;
  }
  const token = body.get(hidden.token) ?? '';
  const age = ageOf(token, path, door.now());
  const spam = (body.get(hidden.trap) ?? '') !== '' ? 'A field people cannot see was filled in' : null;
  if (spam) {
    const rejected = { verdict: 'filtered', reason: `${spam}, so it was taken for spam.` } as const;
    deliver(hook, page, response, { payload, seen: null, rejected }, thank);
  } else if (Object.keys(mistakes).length > 0) again('Please look at the fields marked below.');
  else if (age === null || age > mostMs) again('This page was open for long. Please send it once more.');
  else if (age < leastMs) again('That was very quick. Please look at it once more, then send it.');
  // A second click, or reloading the page that thanks, is the same form.
  else deliver(hook, page, response, { payload, seen: { key: token, windowMs: 2 * mostMs } }, thank);
};

/** Answers a request to the address of a form: shows the page, or takes what was filled in by the door of all deliveries. */
export const handleForm = (
  door: HookDoor,
  hook: Hook,
  page: FormPage,
  request: IncomingMessage,
  response: ServerResponse,
  delivery: Delivery,
): void => {
  const { method, path, headers } = delivery;
  if (method === 'GET' || method === 'HEAD') {
    if (hook.on) sendPage(response, 200, renderForm(page, tokenFor(path, door.now())), method === 'HEAD');
    else nothingHere(response);
    return;
  }
  if (method !== 'POST') {
    response.setHeader('Allow', 'GET, HEAD, POST');
    sendPage(response, 405, renderText(page.title, 'This page can only be opened and sent.'));
    return;
  }
  if (door.busy()) {
    sorry(response, page);
    return;
  }
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(single(headers['content-type']) ?? '')) {
    sendPage(response, 415, renderText(page.title, 'Please use the form on this page.'));
    return;
  }
  readBody(request, single(headers['content-length']), hook.registration.maxBodyBytes, (body) => {
    if (body.ok) take(door, hook, page, response, { ...delivery, raw: body.raw });
    else if (body.why !== 'broken-off') {
      response.setHeader('Connection', 'close');
      sendPage(response, 413, renderText(page.title, 'That is too much text for this form. Please shorten it.'));
    }
  });
};
