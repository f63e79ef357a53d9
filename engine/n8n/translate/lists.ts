import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { type Key, quote, writePath } from '../expression/placeholder.ts';
import { listOf, type N8nNode, recordOf, textOf } from '../read-workflow.ts';
import { type Items, itemsOf, noSource, outputOf, type Source, sourceAt } from '../source.ts';
import { NoCounterpart, oneStep, type Removed, type Translate, type Translation, type Use } from '../translation.ts';

/** `lines.items` and `["a b"]` as the keys of a path. */
const keysOf = (field: string): Key[] => field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** What stands in an item: in n8n a record is laid out, and anything else keeps the name of the field. */
const itemReader =
  (field: string, others: Source | null): Items['read'] =>
  (path) => {
    const own = keysOf(field);
    if (own.every((key, place) => path[place] === key)) return ['item', ...path.slice(own.length)];
    return others ? others.read(path) : ['item', ...path];
  };

const loop = (use: Use, list: JsonValue, read: Items['read'], more: Partial<Source> = {}): Translation => ({
  steps: [{ id: use.id, type: 'for-each', params: { list } }],
  lines: [],
  outs: [[{ step: use.id, port: 'each' }], [{ step: use.id, port: 'done' }]],
  source: { ...sourceAt(['item'], { loop: use.id }), read, ...more },
});

const isBatches = ({ kind }: N8nNode): boolean => kind === 'splitInBatches' || kind === 'loopOverItems';

const splitOut = (use: Use, field: string, include: string): Translation | Removed => {
  if (field === '' || field.includes(',') || field.startsWith('='))
    throw new NoCounterpart(
      field === ''
        ? 'It does not say which list it goes through.'
        : 'It goes through several lists at once, or one whose name is worked out.',
    );
  const whole = use.source.read(keysOf(field));
  if (typeof whole === 'string') throw new NoCounterpart(`Its list cannot be read here: ${whole}.`);
  if (include === 'selectedOtherFields')
    use.differs('Beside the item, all other fields can be read, not only those that were selected.');
  const list = `{{ ${writePath(whole)} }}`;
  const others = include === 'noOtherFields' ? null : use.source;
  const items: Items = { list, read: itemReader(field, others), sure: true };
  const [next, ...more] = use.after;
  // n8n takes a list apart here to go through it there; that is one step of ours.
  if (next && more.length === 0 && isBatches(next) && use.linesInto(next.name) === 1)
    return { removed: true, source: { ...noSource('the list is gone through one step later'), items } };
  return loop(use, list, items.read);
};

const batches: Translate = ({ params, version }, use) => {
  const items = itemsOf(use.source);
  if (!items.sure)
    use.differs('It expects that the step before hands on a list; choose the right one if it is inside.');
  if (Array.isArray(items.list) && items.list.length === 0)
    throw new NoCounterpart('What it goes through cannot be read here.');
  const size = Number(params.batchSize ?? (version >= 3 ? 1 : 10));
  if (size !== 1) use.differs('Items are gone through one by one, not in batches.');
  const made = loop(use, items.list, items.read);
  // Version 3 puts "done" first; before version 2 there was only the loop.
  return version >= 3 ? { ...made, outs: [...made.outs].reverse() } : made;
};

/** What a step hands on when all items are done. */
export const afterLoop = (id: string, many: string): Source =>
  noSource('n8n hands on all items here; choose from what the repeating step collected', {
    many,
    items: { list: `{{ steps.${id}.results }}`, read: (path) => ['item', ...path], sure: true },
  });

const aggregate: Translate = ({ params }, use) => {
  const around = use.loops.at(-1);
  const [before, ...more] = use.before;
  if (around === undefined || !before || more.length > 0 || use.source.plain === null)
    throw new NoCounterpart('It puts the items of several steps together.');
  const fields: JsonRecord[] = [];
  if (textOf(params.aggregate) === 'aggregateAllItemData') {
    if ((textOf(params.include) || 'allFields') !== 'allFields')
      throw new NoCounterpart('It puts only some fields of the items together.');
    fields.push({ name: textOf(params.destinationFieldName) || 'data', value: `{{ steps.${around}.results }}` });
  } else
    for (const given of listOf(recordOf(params.fieldsToAggregate).fieldToAggregate).map(recordOf)) {
      const field = textOf(given.fieldToAggregate);
      if (field === '' || field.includes('.')) throw new NoCounterpart('It puts fields inside of records together.');
      const name = given.renameField === true ? textOf(given.outputFieldName) || field : field;
      fields.push({ name, value: `{{ steps.${around}.results | map: ${quote(field)} }}` });
    }
  return {
    ...oneStep(use, 'map', { fields }, outputOf(use.id)),
    comesFrom: [{ step: around, port: 'done' }],
    loops: use.loops.slice(0, -1),
  };
};

const modes: Readonly<Record<string, 'append' | 'position' | 'all' | 'key' | 'choose'>> = {
  append: 'append',
  passThrough: 'choose',
  chooseBranch: 'choose',
  wait: 'choose',
  mergeByIndex: 'position',
  mergeByPosition: 'position',
  combineByPosition: 'position',
  multiplex: 'all',
  combineAll: 'all',
  mergeByKey: 'key',
  combineByFields: 'key',
  combineBySql: 'key',
};

const modeOf = ({ params }: N8nNode): string => {
  const mode = textOf(params.mode) || 'append';
  return mode === 'combine' ? textOf(params.combineBy) || textOf(params.combinationMode) || 'combineByFields' : mode;
};

const merge = (node: N8nNode, use: Use, exclusive: boolean): Translation => {
  const mode = modes[modeOf(node)];
  const { inputs } = use;
  const records = inputs.every(({ plain }) => plain !== null);
  const same = inputs.every((input) => input === inputs[0]) ? inputs[0] : undefined;
  const made = (combine: string, source: Source) => oneStep(use, 'merge', { combine }, source);
  switch (mode) {
    case 'append':
      if (exclusive || inputs.length < 2) {
        if (same) return made('first', same);
        if (records) return made('first', outputOf(use.id));
        use.differs('It hands on what the step before it made; where that was only a check, this is not the data.');
        return made('first', outputOf(use.id));
      }
      use.differs('It hands on one list, and what follows is done once with it, not once for each item.');
      return made(
        'list',
        outputOf(use.id, { items: { list: `{{ steps.${use.id} }}`, read: (path) => ['item', ...path], sure: true } }),
      );
    case 'position':
    case 'all':
      if (!records)
        use.differs('It puts together what the steps right before it made; a check hands on only its verdict.');
      return made('record', outputOf(use.id));
    case 'choose': {
      const chosen = node.params.useDataOfInput ?? node.params.output ?? 1;
      const source = inputs[chosen === 'input2' || chosen === 2 || chosen === '2' ? 1 : 0] ?? use.source;
      return made('first', source);
    }
    default:
      throw new NoCounterpart('It looks for items that belong together and joins them.');
  }
};

const itemLists: Translate = (node, use) => {
  const { params } = node;
  const operation = textOf(params.operation) || 'splitOutItems';
  if (operation !== 'splitOutItems') throw new NoCounterpart(`It does "${operation}" with the items.`);
  return splitOut(use, textOf(params.fieldToSplitOut), textOf(params.include) || 'noOtherFields');
};

export const lists: Readonly<Record<string, Translate>> = {
  splitOut: (node, use) =>
    splitOut(use, textOf(node.params.fieldToSplitOut), textOf(node.params.include) || 'noOtherFields'),
  itemLists,
  splitInBatches: batches,
  loopOverItems: batches,
  aggregate,
  merge: (node, use) => merge(node, use, use.exclusive),
};
