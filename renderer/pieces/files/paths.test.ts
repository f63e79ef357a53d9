import { describe, expect, test } from 'vitest';
import {
  crumbsOf,
  folderOf,
  hasEnding,
  joinPath,
  nameOf,
  remember,
  shortenPath,
  whyNotAName,
  withEnding,
} from './paths.ts';

describe('paths', () => {
  test.each([
    ['/', [['/', '/']]],
    [
      '/home/ana',
      [
        ['/', '/'],
        ['home', '/home'],
        ['ana', '/home/ana'],
      ],
    ],
    [
      'C:\\Users\\Ana',
      [
        ['C:\\', 'C:\\'],
        ['Users', 'C:\\Users'],
        ['Ana', 'C:\\Users\\Ana'],
      ],
    ],
  ])('the way to %s', (folder, crumbs) => {
    expect(crumbsOf(folder).map(({ name, path }) => [name, path])).toEqual(crumbs);
  });

  test('are taken apart and put together', () => {
    expect([joinPath('/', 'a.db'), joinPath('/home', 'a.db'), joinPath('C:\\', 'a.db')]).toEqual([
      '/a.db',
      '/home/a.db',
      'C:\\a.db',
    ]);
    expect([nameOf('/home/a.db'), folderOf('/home/a.db'), folderOf('/a.db')]).toEqual(['a.db', '/home', '/']);
  });

  test('inside the own folder are short, elsewhere whole', () => {
    expect(shortenPath('/data/files/demo-shop.db', '/data/files')).toBe('demo-shop.db');
    expect(shortenPath('C:\\data\\files\\out\\a.csv', 'C:\\data\\files')).toBe('out/a.csv');
    expect(shortenPath('/data/files2/a.db', '/data/files')).toBe('/data/files2/a.db');
    expect(shortenPath('/data/files', '/data/files')).toBe('/data/files');
  });
});

describe('names of files', () => {
  test('are filtered by their ending, whatever its case', () => {
    expect([hasEnding('Shop.DB', ['db', 'sqlite']), hasEnding('shop.csv', ['db']), hasEnding('shop.csv', [])]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('get the ending they lack', () => {
    expect([withEnding('orders', ['csv']), withEnding('orders.txt', ['csv', 'txt']), withEnding('orders', [])]).toEqual(
      ['orders.csv', 'orders.txt', 'orders'],
    );
  });

  test.each(['a/b', 'a\\b', 'a:b', 'what?', '..', 'end.', 'line\nbreak'])('%j is refused', (name) => {
    expect(whyNotAName(name)).toMatch(/^A name cannot/);
  });

  test.each(['orders', 'März 2026.csv', '.hidden', 'a (1).db'])('%j is accepted', (name) => {
    expect(whyNotAName(name)).toBeUndefined();
  });
});

test('recent folders are each there once, the latest first', () => {
  expect(remember(['/a', '/b'], '/b')).toEqual(['/b', '/a']);
  expect(remember(['1', '2', '3', '4', '5'], '6')).toEqual(['6', '1', '2', '3', '4']);
});
