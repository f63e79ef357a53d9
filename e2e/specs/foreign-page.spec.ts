import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';
import { findBrowser } from '../find-browser.ts';
import { type App, expect, test } from '../fixtures.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';

const executablePath = findBrowser();

/** Names of somebody else that DNS leads to this computer. */
test.use({
  launchOptions: {
    ...(executablePath && { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP evil.example 127.0.0.1, MAP rebind.example 127.0.0.1',
    ],
  },
});

/** Serves an empty page of somebody else on another port of this computer. */
const openForeignServer = async (): Promise<{ port: number; close: () => void }> => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>Somebody else</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
};

/** Everything a page can try against an address, in the browser of a person who is signed in there. What got in is told. */
const attack = (page: Page, target: string): Promise<string[]> =>
  page.evaluate(async (url) => {
    const gotIn: string[] = [];
    const note = (name: string, isIn: boolean): void => {
      if (isIn) gotIn.push(name);
    };
    const tryFetch = async (name: string, path: string, init: RequestInit): Promise<void> => {
      try {
        const answer = await fetch(url + path, { credentials: 'include', ...init });
        note(name, answer.type !== 'opaque' && answer.type !== 'opaqueredirect');
      } catch {
        // Refused by the browser, because the server allowed nothing.
      }
    };
    await tryFetch('read the page', '/', {});
    await tryFetch('read the page without asking', '/', { mode: 'no-cors' });
    await tryFetch('read a file', '/index.html', { redirect: 'manual' });
    await tryFetch('ask for a ticket', '/ticket', { method: 'POST' });
    await tryFetch('ask for a ticket, with our header', '/ticket', {
      method: 'POST',
      headers: { 'X-WhenThen-CSRF': '1' },
    });
    await tryFetch('ask for a ticket, as a form', '/ticket', {
      method: 'POST',
      mode: 'no-cors',
      headers: { 'content-type': 'text/plain' },
    });
    await tryFetch('delete', '/', { method: 'DELETE' });

    const waitFor = (name: string, begin: (done: (isIn: boolean) => void) => void): Promise<void> =>
      new Promise((resolve) =>
        begin((isIn) => {
          note(name, isIn);
          resolve();
        }),
      );
    for (const path of ['/wire', '/wire?ticket=guess', '/ws'])
      await waitFor(`a socket at ${path}`, (done) => {
        const socket = new WebSocket(url.replace('http', 'ws') + path);
        socket.onopen = () => done(true);
        socket.onerror = () => done(false);
      });
    const load = (tag: 'img' | 'script' | 'link', set: (element: HTMLElement) => void) =>
      waitFor(`a ${tag}`, (done) => {
        const element = document.createElement(tag);
        element.onload = () => done(true);
        element.onerror = () => done(false);
        set(element);
        document.head.append(element);
      });
    await load('img', (element) => element.setAttribute('src', `${url}/icon.svg`));
    await load('script', (element) => element.setAttribute('src', `${url}/assets/main.js`));
    await load('link', (element) => {
      element.setAttribute('rel', 'stylesheet');
      element.setAttribute('href', `${url}/assets/main.css`);
    });
    await waitFor('a frame', (done) => {
      const frame = document.createElement('iframe');
      frame.onload = () => {
        let text = '';
        try {
          text = frame.contentDocument?.body.textContent ?? '';
        } catch {
          // Of another origin: nothing to read.
        }
        done(text.includes('WhenThen'));
      };
      frame.src = url;
      document.body.append(frame);
    });
    return gotIn;
  }, target);

/** Sends a form of a foreign page to the app, which leads the person there; the status of the answer. */
const sendForm = async (context: BrowserContext, from: string, action: string): Promise<number> => {
  const page = await context.newPage();
  await page.goto(from);
  const arrived = page.waitForResponse((response) => response.url().startsWith(action));
  await page.evaluate((address) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.enctype = 'text/plain';
    form.action = address;
    document.body.append(form);
    form.submit();
  }, action);
  const status = (await arrived).status();
  await page.close();
  return status;
};

const flowNames = async (app: App): Promise<string[]> => (await app.call('flows.list', {})).map(({ name }) => name);

test('a page of somebody else gets in nowhere, in the browser of a person who is signed in', async ({ app, page }) => {
  await importFlow(app, greetingFlow('pay'));
  const foreign = await openForeignServer();
  const port = Number(new URL(app.url).port);
  try {
    await page.goto(app.url);
    await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
    // The same computer by number and by name, which to a browser is the same site, and a site of another name.
    for (const place of ['127.0.0.1', 'localhost', 'evil.example'])
      for (const target of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
        await page.goto(`http://${place}:${foreign.port}/`);
        expect([place, target, await attack(page, target)]).toEqual([place, target, []]);
        expect(await sendForm(page.context(), page.url(), `${target}/ticket`)).toBe(401);
      }
    // And the person is still signed in.
    await page.goto(`http://127.0.0.1:${port}/`);
    await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
    expect(await flowNames(app)).toEqual(['Greeting']);
  } finally {
    foreign.close();
  }
});

test('a name that was led to this computer shows nothing', async ({ app, page }) => {
  const { port, search } = new URL(app.url);
  for (const path of ['/', `/start${search}`, '/index.html']) {
    const address = `http://rebind.example:${port}${path}`;
    const answered = page.waitForResponse(address);
    // An empty refusal is an error to the browser, which shows a page of its own.
    await page.goto(address).catch(() => {});
    const answer = await answered;
    expect([path, answer.status(), answer.headers()['content-length']]).toEqual([path, 401, '0']);
  }
  expect(await page.context().cookies()).toEqual([]);
});

test('a page of somebody else cannot sign the person in with a link it came by', async ({ app, page }) => {
  const foreign = await openForeignServer();
  const { port, search } = new URL(app.url);
  try {
    for (const place of ['127.0.0.1', 'localhost', 'evil.example']) {
      await page.goto(`http://${place}:${foreign.port}/`);
      const link = `http://127.0.0.1:${port}/start${search}`;
      await page.evaluate(async (address) => {
        await fetch(address, { mode: 'no-cors', credentials: 'include' }).catch(() => {});
        const picture = new Image();
        await new Promise((resolve) => {
          picture.onload = resolve;
          picture.onerror = resolve;
          picture.src = address;
        });
      }, link);
      expect(await page.context().cookies()).toEqual([]);
    }
    await page.goto(app.url);
    expect(await page.context().cookies()).toHaveLength(1);
  } finally {
    foreign.close();
  }
});
