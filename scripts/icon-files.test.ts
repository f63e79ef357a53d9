import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sizeOfPng, writeIcns, writeIco } from './icon-files.mjs';

const folder = path.join(import.meta.dirname, '../resources/icons');
const read = (name: string): Buffer => readFileSync(path.join(folder, name));

test('the icons are of the drawings as they are', () => {
  const hash = createHash('sha256').update(read('icon.svg')).update(read('tray.svg')).digest('hex');
  expect(read('made-from.txt').toString().trim(), 'run: node scripts/make-icons.mjs').toBe(hash);
  expect(readFileSync(path.join(folder, '../../renderer/public/icon.svg'))).toEqual(read('icon.svg'));
});

test.each([
  ['icon.png', 1024],
  ['tray.png', 24],
  ['tray@2x.png', 48],
  ['trayTemplate.png', 18],
  ['trayTemplate@2x.png', 36],
])('%s is %d points wide and high', (name, size) => {
  expect(sizeOfPng(read(name))).toEqual({ width: size, height: size });
});

test('the Windows icon holds each size, at the place its directory says', () => {
  const ico = read('icon.ico');
  const count = ico.readUInt16LE(4);
  const sizes = Array.from({ length: count }, (_, index) => {
    const entry = 6 + 16 * index;
    const [length, at] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)];
    const { width } = sizeOfPng(ico.subarray(at, at + length)) ?? { width: 0 };
    expect(ico.readUInt8(entry) || 256).toBe(width);
    return width;
  });
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test('the Apple icon holds each size under its names, and its length is right', () => {
  const icns = read('icon.icns');
  expect([icns.toString('ascii', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const found: { [name: string]: number | undefined } = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    found[icns.toString('ascii', at, at + 4)] = sizeOfPng(icns.subarray(at + 8))?.width;
  expect(found).toMatchObject({ icp4: 16, ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic13: 256, ic14: 512 });
});

test('what is no PNG has no size, and empty files are well-formed', () => {
  expect(sizeOfPng(Buffer.from('not a picture at all, whatever it says'))).toBeUndefined();
  expect([writeIco([]).length, writeIcns([]).length]).toEqual([6, 8]);
});
