import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Response, type Router } from 'express';

/** The place in the built page that gets a fresh nonce each time it is sent. */
const noncePlace = '__CSP_NONCE__';

/**
 * What the page may do: run and show what came with it, talk to its own address, nothing else. No inline scripts or styles
 * but those with this page's nonce, no frames around it, no forms that leave.
 */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const sendPage = (page: string, response: Response): void => {
  const nonce = randomBytes(16).toString('base64');
  response.set('Content-Security-Policy', policy(nonce)).type('html').send(page.replaceAll(noncePlace, nonce));
};

/** Read when it is asked for, so that a build made while the app runs is shown after a reload. */
const readPage = (folder: string): string | undefined => {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch {
    return undefined;
  }
};

/** Serves the built screens from a folder. Files in `assets` have their content in their name, so they may be kept. */
export const serveScreens = (folder: string): Router => {
  const router = express.Router();
  router.get('/', (_request, response) => {
    const page = readPage(folder);
    if (page !== undefined) sendPage(page, response);
    else
      response.status(503).type('text').send('The screens have not been built yet. Start WhenThen with "npm start".\n');
  });
  const files = { index: false, redirect: false, dotfiles: 'ignore' } as const;
  const keep = (response: Response): void => {
    response.set('Cache-Control', 'private, max-age=31536000, immutable');
  };
  router.use('/assets', express.static(join(folder, 'assets'), { ...files, cacheControl: false, setHeaders: keep }));
  router.use(express.static(folder, { ...files, cacheControl: false }));
  return router;
};
