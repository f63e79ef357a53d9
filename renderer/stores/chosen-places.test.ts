import { expect, test } from 'vitest';
import { isPlace } from './chosen-places.ts';

test.each([
  ['/data/files/shop.db', 'shop.db', true],
  ['C:\\data\\files\\shop.db', 'shop.db', true],
  ['/home/ana/shop.db', '/home/ana/shop.db', true],
  ['/data/files/myshop.db', 'shop.db', false],
  ['/home/ana/shop.db', '/home/rui/shop.db', false],
])('%s is %s: %s', (target, place, is) => expect(isPlace(target, place)).toBe(is));
