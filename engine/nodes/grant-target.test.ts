import { expect, test } from 'vitest';
import { parseTemplate } from '../compile/template/parse.ts';
import { hasPlaceholder } from '../model/template.ts';
import { databaseGrants, fileGrants } from './grant-target.ts';

test.each([
  ['/out/report.txt', '/out/report.txt'],
  ['report.txt', 'report.txt'],
  ['/out/{{ trigger.id }}.txt', '/out/'],
  ['/out/order-{{ trigger.id }}/a.txt', '/out/'],
  ['C:\\out\\{{ trigger.id }}.txt', 'C:\\out\\'],
  ['reports/{{ trigger.id }}.txt', 'reports/'],
  ['order-{{ trigger.id }}.txt', './'],
  ['{{ trigger.path }}', './'],
  ['/{{ trigger.path }}', '/'],
])('a step that writes %j asks for %j', (path, target) => {
  expect(fileGrants(hasPlaceholder(path) ? parseTemplate(path) : path)).toEqual([{ kind: 'write-file', target }]);
});

test('a database is asked for by its file, and nothing is asked for as long as nothing is chosen', () => {
  expect(databaseGrants('/shop.db')).toEqual([{ kind: 'database', target: '/shop.db' }]);
  expect([...databaseGrants(''), ...fileGrants('')]).toEqual([]);
});
