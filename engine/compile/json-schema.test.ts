import { expect, test } from 'vitest';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { nodes } from '../nodes/nodes.gen.ts';
import { flowJsonSchema } from './json-schema.ts';
import { readPath } from './template/read-path.ts';

const schema = flowJsonSchema(new Map(nodes.map((node) => [node.type, node])));

const references = (value: JsonValue): string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isRecord(value)) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
};

test('every reference leads somewhere', () => {
  const found = references(schema);
  expect(found.length).toBeGreaterThan(10);
  for (const reference of found) {
    const path = reference.slice('#/'.length).split('/').filter(Boolean);
    expect(reference === '#' ? schema : readPath(schema, path), reference).toBeDefined();
  }
});

test('describes the params of every node type', () => {
  const branches = readPath(schema, ['properties', 'nodes', 'items', 'allOf']) as JsonRecord[];
  expect(branches.map((branch) => readPath(branch, ['if', 'properties', 'type', 'const']))).toEqual(
    nodes.map(({ type }) => type),
  );
  for (const branch of branches) expect(readPath(branch, ['then', 'properties', 'params', 'type'])).toBe('object');
});

test('a field that may hold a placeholder says so', () => {
  expect(JSON.stringify(schema)).toContain('"pattern":"\\\\{\\\\{"');
});
