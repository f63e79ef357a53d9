import type { JsonRecord } from '../../model/json.ts';
import { textOf } from '../read-workflow.ts';
import { outputOf } from '../source.ts';
import { NoCounterpart, oneStep, type Translate } from '../translation.ts';

/** What n8n calls by these names is not there; the code stops where it uses one. */
const missing: readonly [RegExp, string][] = [
  [/\brequire\s*\(/, 'require'],
  [/\bawait\b/, 'await'],
  [/\bhelpers\b|\$helpers/, 'helpers'],
  [/\$getWorkflowStaticData|\bgetWorkflowStaticData/, 'getWorkflowStaticData'],
  [/\bDateTime\b|\$now\b|\$today\b/, 'DateTime, $now and $today'],
  [/\$env\b/, '$env'],
  [/\$binary\b|\.binary\b/, 'files carried along'],
  [/\$jmespath\b/, '$jmespath'],
  [/\$items\b/, '$items'],
  [/\$execution\b|\$workflow\b|\$vars\b/, '$execution, $workflow and $vars'],
];

/** The nodes the code reads by name. */
const nodesIn = (source: string): string[] => [
  ...new Set(
    [...source.matchAll(/\$\(\s*(["'`])(.+?)\1\s*\)|\$node\[\s*(["'`])(.+?)\3\s*\]/g)].map(
      (found) => found[2] ?? found[4] ?? '',
    ),
  ),
];

/** The names code of n8n uses for what comes in, and what it returns as the next step here takes it. */
const wrap = (source: string, perItem: boolean): string =>
  [
    '// Names that n8n gives to what comes in.',
    'const asItem = (json) => ({ json });',
    'const asNode = (json) => ({ first: () => asItem(json), last: () => asItem(json), all: () => [asItem(json)], item: asItem(json), json });',
    'const $json = input.json;',
    'const items = (Array.isArray($json) ? $json : [$json]).map(asItem);',
    'const item = items[0];',
    'const $input = { first: () => item, last: () => items[items.length - 1], all: () => items, item };',
    'const $ = (name) => asNode(input.nodes[name]);',
    'const $node = Object.fromEntries(Object.entries(input.nodes).map(([name, json]) => [name, asNode(json)]));',
    '',
    'const result = (() => {',
    source,
    '})();',
    '',
    '// What n8n hands on as items is handed on as they are; one alone is not a list.',
    'const found = (Array.isArray(result) ? result : [result]).map((one) => (one && typeof one === "object" && "json" in one ? one.json : one));',
    perItem ? 'return found[0];' : 'return found.length === 1 ? found[0] : found;',
  ].join('\n');

export const code: Translate = ({ params, kind }, use) => {
  const language = textOf(params.language) || 'javaScript';
  if (language !== 'javaScript') throw new NoCounterpart('Its program is not written in JavaScript.');
  const source = textOf(params.jsCode) || textOf(params.functionCode);
  if (source.trim() === '') throw new NoCounterpart('Its program is empty.');
  const perItem = kind === 'functionItem' || params.mode === 'runOnceForEachItem';
  const input = use.whole(null);
  const nodes: JsonRecord = {};
  for (const name of nodesIn(source)) {
    const found = use.whole(name);
    if ('why' in found) use.differs(`It reads "${name}", and ${found.why}.`);
    else nodes[name] = found.value;
  }
  if ('why' in input) use.differs(`What comes in cannot be read as a whole: ${input.why}.`);
  const used = missing.filter(([pattern]) => pattern.test(source)).map(([, name]) => name);
  if (used.length > 0) use.differs(`It uses what is not there: ${used.join(', ')}.`);
  if (!perItem && /\bitems\b|\.all\(\)/.test(source))
    use.differs('It gets one item, or the items of a list, not everything a node of n8n would hand on.');
  const json = 'why' in input ? {} : input.value;
  // A function item of n8n changes and returns the item it is given.
  const body = kind === 'functionItem' ? `const item = $json;\n${source}` : source;
  return oneStep(
    use,
    'code',
    { source: wrap(body, perItem), input: { json, nodes } },
    outputOf(use.id, { items: { list: `{{ steps.${use.id} }}`, read: (rest) => ['item', ...rest], sure: false } }),
  );
};
