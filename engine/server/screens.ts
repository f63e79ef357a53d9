import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Response, type Router } from 'express';
import { pagePolicy, placeNonce } from './page-policy.ts';

const sendPage = (page: string, response: Response): void => {
  const nonce = randomBytes(16).toString('base64');
  response.set('Content-Security-Policy', pagePolicy(nonce)).type('html').send(placeNonce(page, nonce));
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
