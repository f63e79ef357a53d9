/**
 * Draws every icon of the desktop app from the SVGs in resources/icons, with the browser the stories use:
 * `node scripts/make-icons.mjs`. The results are kept beside them; a test sees that they are of these drawings.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findBrowser } from '../e2e/find-browser.ts';
import { writeIcns, writeIco } from './icon-files.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../resources/icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** The icons beside the clock: on a Mac a shape the system colours, elsewhere the app's own mark. */
const small = [
  ['tray.svg', 'trayTemplate.png', 18],
  ['tray.svg', 'trayTemplate@2x.png', 36],
  ['icon.svg', 'tray.png', 24],
  ['icon.svg', 'tray@2x.png', 48],
];

const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage();

const draw = async (drawing, size) => {
  await page.setViewportSize({ width: size, height: size });
  const svg = readFileSync(path.join(folder, drawing)).toString('base64');
  await page.setContent(
    `<style>*{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.locator('img').evaluate((image) => image.decode());
  return page.screenshot({ omitBackground: true });
};

const write = (name, content) => writeFileSync(path.join(folder, name), content);
const pictures = [];
for (const size of sizes) pictures.push({ size, png: await draw('icon.svg', size) });
write('icon.png', pictures.at(-1).png);
write('icon.ico', writeIco(pictures.filter(({ size }) => icoSizes.includes(size))));
write('icon.icns', writeIcns(pictures));
for (const [drawing, name, size] of small) write(name, await draw(drawing, size));
await browser.close();

const hash = createHash('sha256');
for (const drawing of ['icon.svg', 'tray.svg']) hash.update(readFileSync(path.join(folder, drawing)));
write('made-from.txt', `${hash.digest('hex')}\n`);
