import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { withTemplates } from '../compile/param-values.ts';
import type { JsonRecord } from '../model/json.ts';
import type { NodeDefinition, ParamUpgrade } from './define.ts';
import { nodes } from './nodes.gen.ts';

/**
 * The least a person has to fill in, for the types where an empty node is not enough. A placeholder stands wherever
 * one may, so that summary, ports, sample and the rest are called with templates too.
 */
const minimalParams: Record<string, JsonRecord> = {
  'app-event': { name: 'order.paid' },
  'file-watch': { folder: '/home/ana/invoices' },
  form: { title: 'Order', fields: [{ name: 'email', label: 'Your email', kind: 'email' }] },
  poll: { url: 'https://example.com/feed.xml' },
  schedule: { cron: '30 7 * * 1-5' },
  'emit-event': { name: 'order.{{ trigger.state }}' },
  'ask-ai': { prompt: 'What does this say: {{ trigger.text }}' },
  'chat-message': { text: 'Order of {{ trigger.name }}' },
  'move-file': { from: '{{ trigger.path }}', to: 'done/{{ trigger.name }}' },
  notify: { title: 'Order of {{ trigger.name }}' },
  validate: { fields: [{ path: 'body.email', ifMissing: 'default', default: '{{ trigger.body.contact }}' }] },
  'send-email': {
    to: ['{{ trigger.email }}', 'ana@example.com'],
    subject: 'Thanks {{ trigger.name }}',
    attachments: [{ file: 'orders/{{ trigger.id }}.pdf' }],
  },
};

/** Params as an older version saved them, by type and version: one for every upgrade there is. */
const oldParams: Record<string, Record<number, JsonRecord>> = {};

const paramsOf = (node: NodeDefinition): unknown =>
  node.params.parse(
    withTemplates(minimalParams[node.type] ?? {}, (_path, fault) => {
      throw fault;
    }),
  );

const shapeOf = (node: NodeDefinition): string[] =>
  node.params instanceof z.ZodObject ? Object.keys(node.params.shape).sort() : ['not a record'];

test('no type is listed twice', () => {
  const types = nodes.map((node) => node.type);
  expect(types).toEqual([...new Set(types)]);
});

test('every minimal example belongs to a node', () => {
  const types = new Set(nodes.map((node) => node.type));
  expect([...Object.keys(minimalParams), ...Object.keys(oldParams)].filter((type) => !types.has(type))).toEqual([]);
});

describe.each(nodes.map((node) => ({ type: node.type, node })))('$type', ({ type, node }) => {
  test('stands in a folder of its own name, with a test', () => {
    const folder = new URL(`./${type}/`, import.meta.url);
    expect(readFileSync(new URL(`${type}.ts`, folder), 'utf8')).toContain(`type: '${type}'`);
    expect(existsSync(new URL(`${type}.test.ts`, folder))).toBe(true);
  });

  test('has a title of at most three words and a description that is a sentence', () => {
    const [first = '', ...rest] = node.title.split(' ');
    expect(first).toMatch(/^[A-Z]/);
    expect(rest.length).toBeLessThan(3);
    expect(rest.filter((word) => /^[A-Z][a-z]+$/.test(word))).toEqual([]);
    expect(node.description).toMatch(/^[A-Z].*\.$/);
    expect(node.synonyms.length).toBeGreaterThan(0);
  });

  test('asks for every param, and only for params', () => {
    expect(node.form.map((field) => field.name).sort()).toEqual(shapeOf(node));
  });

  test('refuses a param it does not know', () => {
    expect(node.params.safeParse({ ...minimalParams[type], 'no such param': 1 }).success).toBe(false);
  });

  test('describes itself with as little as possible filled in', () => {
    const params = paramsOf(node);
    expect(node.summary(params)).toMatch(/^[A-Z]/);
    expect(node.summary(params)).not.toMatch(/undefined|\[object|\n/);
    expect(node.check?.(params) ?? []).toBeInstanceOf(Array);
    for (const problem of node.check?.(params) ?? []) {
      expect(shapeOf(node)).toContain(problem.param.split('.')[0]);
      expect([problem.message, problem.fix]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/[.?]$/)]);
    }
  });

  test('has ports with different names', () => {
    const ids = node.ports(paramsOf(node)).map((port) => port.id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const port of node.ports(paramsOf(node))) expect(port.label).not.toBe('');
  });

  test('gives a sample that is plain JSON', () => {
    const sample = node.sample(paramsOf(node));
    expect(JSON.parse(JSON.stringify(sample))).toEqual(sample);
  });

  test('brings old params up to date, one version at a time', () => {
    const upgrades: ParamUpgrade[] = node.upgrades;
    expect(upgrades.map((upgrade) => upgrade.from)).toEqual(
      Array.from({ length: node.version - 1 }, (_, index) => index + 1),
    );
    for (const { from, name, up } of upgrades) {
      const old = oldParams[type]?.[from];
      if (!old) throw new Error(`Add params of ${type} version ${from} to "oldParams" for the upgrade "${name}".`);
      const newer = upgrades
        .filter((upgrade) => upgrade.from > from)
        .reduce((params, next) => next.up(params), up(old));
      expect(node.params.safeParse(newer).error).toBeUndefined();
    }
  });

  test('knows what it does to the world, and can show it without doing it', () => {
    const params = paramsOf(node);
    if (node.kind === 'trigger') {
      expect(node.family).toBe('when');
      expect(node.listen(params).kind).toBeTypeOf('string');
      return;
    }
    const effect = node.effect(params);
    expect(['pure', 'reads', 'repeatable', 'keyed', 'not-repeatable']).toContain(effect);
    if (effect !== 'pure' && effect !== 'reads') expect(node.preview).toBeTypeOf('function');
    expect(node.grants?.(params) ?? []).toBeInstanceOf(Array);
    expect(node.credentials?.(params) ?? []).toBeInstanceOf(Array);
    for (const lenient of node.lenient?.(params) ?? []) expect(shapeOf(node)).toContain(lenient.split('.')[0]);
  });
});
