import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { startApp } from '../fixtures.ts';

/** How soon the app is there. */
export interface StartFigures {
  /** From the start of the process until it has printed its address. */
  engineMs: number;
  /** From the start of the process until "New flow" can be pressed in a browser that is open. */
  interactiveMs: number;
  /** What a browser fetches to show the first screen, gzipped. */
  firstScreenKb: number;
  /** All scripts and styles, gzipped: with the editor, which is fetched when a flow is first opened. */
  wholeKb: number;
}

const screens = path.join(import.meta.dirname, '../../dist/renderer');

const gzipped = (files: readonly string[]): number =>
  Math.round(files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1024);

const codeFiles = (): string[] =>
  readdirSync(screens, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => path.join(screens, name));

export const measureStart = async (browser: Browser): Promise<StartFigures> => {
  const startedAt = performance.now();
  const app = await startApp();
  const engineMs = Math.round(performance.now() - startedAt);
  const page = await browser.newPage({ viewport: { width: 1360, height: 880 } });
  const fetched = new Set<string>();
  page.on('response', (response) => {
    const name = path.basename(new URL(response.url()).pathname);
    if (/\.(js|css)$/.test(name)) fetched.add(name);
  });
  await page.goto(app.url);
  await page.getByRole('button', { name: 'New flow' }).waitFor();
  const interactiveMs = Math.round(performance.now() - startedAt);
  await page.close();
  await app.dispose();
  const all = codeFiles();
  return {
    engineMs,
    interactiveMs,
    firstScreenKb: gzipped(all.filter((file) => fetched.has(path.basename(file)))),
    wholeKb: gzipped(all),
  };
};
