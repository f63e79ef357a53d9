import { expect, test } from 'vitest';
import { readStartWords } from './start-words.ts';

test('without words everything is as usual', () => {
  expect(readStartWords([])).toMatchObject({
    hooksPort: 7767,
    host: '127.0.0.1',
    port: 0,
    token: undefined,
    isHidden: false,
    hasDevTools: false,
  });
});

test('the words of the command line count, those of Chromium and files do not', () => {
  const words = ['--data', '/d', '--hooks-port=0', '--password-store=basic', '--hidden', '/a.flow.json', '--dev-tools'];
  expect(readStartWords(words)).toMatchObject({ dataDir: '/d', hooksPort: 0, isHidden: true, hasDevTools: true });
});

test.each(['x', '-1', '70000', '1.5'])('%s is no port', (port) => {
  expect(readStartWords([`--hooks-port=${port}`]).hooksPort).toBe(7767);
});
