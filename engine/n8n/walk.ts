import type { JsonRecord } from '../model/json.ts';
import type { Arrangement } from './arrange.ts';
import { createReading } from './look.ts';
import type { N8nLine, N8nNode, Workflow } from './read-workflow.ts';
import { noSource, outputOf, type Source } from './source.ts';
import { afterLoop } from './translate/lists.ts';
import { NoCounterpart, oneStep, type Translation, type Use } from './translation.ts';
import { translatorOf } from './translators.ts';

/** What became of one node. */
export interface Made {
  node: N8nNode;
  translation: Translation | null;
  /** It is not needed; lines go past it. */
  removed: boolean;
  note: boolean;
  isPlaceholder: boolean;
  differences: string[];
  /** A step in front of it that brings branches together of which only one is taken. */
  joins: string | null;
  source: Source;
  loops: readonly string[];
}

const stickyNotes = /(^|\.)stickyNote$/;
const nothing = noSource('nothing leads to this step');

/** Types that make a list of items, which n8n then takes one by one. */
const readsMany = (node: N8nNode): boolean =>
  /^(getAll|getMany|search|select|executeQuery|read|lookup|list|query)$/.test(String(node.params.operation ?? '')) ||
  /^(rssFeedRead|googleSheets|airtable|postgres|mySql|mongoDb|spreadsheetFile|extractFromFile|notion|supabase)$/.test(
    node.kind,
  );

const decides = (kind: string): boolean => /^(if|switch|filter)$/.test(kind);

/** A step that stands for a node without counterpart and keeps all that is known of it. */
const placeholderFor = (node: N8nNode, id: string, input: Source): Translation => {
  const settings: JsonRecord = { ...node.params };
  const credentials = Object.fromEntries(node.credentials);
  return {
    steps: [
      {
        id,
        type: 'placeholder',
        params: {
          origin: { program: 'n8n', type: node.type, version: node.version },
          settings: { parameters: settings, ...(node.credentials.size > 0 && { credentials }) },
        },
      },
    ],
    lines: [],
    outs: Array.from({ length: node.disabled ? 1 : 20 }, () => [{ step: id, port: 'out' }]),
    // What only decides hands on what it gets; what is skipped does too.
    source: decides(node.kind) || node.disabled ? input : outputOf(id, readsMany(node) ? { many: node.name } : {}),
  };
};

/** How the lines into a node relate: by which way out of which check each was reached. */
type Guards = ReadonlyMap<string, ReadonlySet<number | string>>;

const areExclusive = (one: Guards, other: Guards): boolean =>
  [...one].some(([check, ways]) => {
    const others = other.get(check);
    return others !== undefined && ![...ways].some((way) => others.has(way));
  });

/** Checks that decide for every line, with all the ways by which this node is reached. */
const joinGuards = (all: readonly Guards[]): Guards => {
  const [first = new Map(), ...rest] = all;
  const joined = new Map<string, Set<number | string>>();
  for (const [check, ways] of first)
    if (rest.every((guards) => guards.has(check)))
      joined.set(check, new Set([...ways, ...rest.flatMap((guards) => [...(guards.get(check) ?? [])])]));
  return joined;
};

/** Ids of steps that repeat, and what is handed on by the way out that is taken when they are done. */
const throughLoop = (from: Made, output: number): { source: Source; loops: readonly string[] } => {
  const [first] = from.translation?.steps ?? [];
  const port = from.translation?.outs[output]?.[0]?.port;
  if (first?.type !== 'for-each') return { source: from.source, loops: from.loops };
  return port === 'done'
    ? { source: afterLoop(first.id, from.node.name), loops: from.loops }
    : { source: from.source, loops: [...from.loops, first.id] };
};

/** What comes by one line. */
interface Arriving {
  source: Source;
  loops: readonly string[];
  way: Guards;
  input: number;
}

/** Translates every node, each after those that lead to it. */
export const createWalk = (
  workflow: Workflow,
  { order, lines, closing }: Arrangement,
  createId: (name: string, fallback: string) => string,
): ReadonlyMap<string, Made> => {
  const nodes = new Map(workflow.nodes.map((node) => [node.name, node]));
  const ids = new Map(
    workflow.nodes.map(({ name, kind }) => [name, stickyNotes.test(kind) ? '' : createId(name, kind)]),
  );
  const made = new Map<string, Made>();
  const guards = new Map<string, Guards>();
  const upstream = new Map<string, ReadonlySet<string>>();
  const helperNames = new Set([...workflow.helpers.values()].flat());

  const into = (name: string): N8nLine[] => lines.filter(({ to }) => to === name);
  const nodesAt = (names: readonly string[]): N8nNode[] => [...new Set(names)].flatMap((name) => nodes.get(name) ?? []);

  /** Whether all lines bring the whole output of the step they come from, so that one step can bring them together. */
  const canJoin = (name: string, arriving: readonly Arriving[]): boolean =>
    into(name).every(({ from }, place) => {
      const { plain } = arriving[place]?.source ?? nothing;
      return plain !== null && made.get(from)?.translation?.steps[0]?.id === plain;
    });

  /** The data a node gets: from the one place all lines bring it from, else from the first, which is told when it is read. */
  const sourceFor = (name: string, arriving: readonly Arriving[], differs: (sentence: string) => void): Source => {
    const [first, ...rest] = arriving;
    if (!first) return nothing;
    const many = arriving.find(({ source }) => source.many !== null)?.source.many ?? null;
    const { source } = first;
    const read: Source['read'] = rest.every((one) => one.source === source)
      ? source.read
      : (path) => {
          differs(
            `Lines with different data lead here; what comes by the first, from "${into(name)[0]?.from}", is read.`,
          );
          return source.read(path);
        };
    return many === source.many && read === source.read ? source : { ...source, many, read };
  };

  const translate = (node: N8nNode): Made => {
    const { name } = node;
    const differences: string[] = [];
    const differs = (sentence: string): void => void differences.push(sentence);
    const arriving = into(name).map((line): Arriving => {
      const from = made.get(line.from) as Made;
      const way: Guards = new Map(guards.get(line.from)).set(
        decides(from.node.kind) || from.node.onError === 'branch' ? line.from : `line ${line.from}`,
        new Set([line.output]),
      );
      return { ...throughLoop(from, line.output), way, input: line.input };
    });
    guards.set(
      name,
      arriving.length === 0 ? new Map([['', new Set([name])]]) : joinGuards(arriving.map(({ way }) => way)),
    );
    upstream.set(name, new Set(into(name).flatMap(({ from }) => [from, ...(upstream.get(from) ?? [])])));
    const exclusive = arriving.every((one, place) =>
      arriving.slice(place + 1).every((other) => areExclusive(one.way, other.way)),
    );
    const loops = arriving[0]?.loops ?? [];
    const blank = {
      node,
      differences,
      loops,
      joins: null as string | null,
      removed: false,
      note: false,
      isPlaceholder: false,
      source: nothing,
    };
    if (stickyNotes.test(node.kind)) return { ...blank, translation: null, note: true };
    if (helperNames.has(name) && /^lm/.test(node.kind)) {
      differs('It is the connection of the step it belongs to; which model answers is set there.');
      return { ...blank, translation: null };
    }
    const id = ids.get(name) ?? name;
    const isMerge = node.kind === 'merge';
    const differ = arriving.some(({ source }) => source !== arriving[0]?.source);
    const joins = !isMerge && differ && exclusive && canJoin(name, arriving) ? createId(`${id}-inputs`, 'merge') : null;
    const source =
      joins !== null
        ? outputOf(joins)
        : isMerge
          ? (arriving[0]?.source ?? nothing)
          : sourceFor(name, arriving, differs);
    if (!isMerge && arriving.length > 1 && !exclusive)
      differs('It runs once when everything before it is done, not once for each line that leads to it.');
    blank.joins = joins;
    const reading = createReading({
      node,
      source,
      loops,
      sourceOf: (other) => (upstream.get(name)?.has(other) ? made.get(other)?.source : undefined),
      isNode: (other) => nodes.has(other),
      differs,
    });
    const use: Use = {
      ...reading,
      id,
      newId: (ending) => createId(`${id}-${ending}`, node.kind),
      source,
      inputs: [...arriving].sort((one, other) => one.input - other.input).map((one) => one.source),
      exclusive,
      loops,
      before: nodesAt(into(name).map(({ from }) => from)),
      after: nodesAt(lines.filter(({ from }) => from === name).map(({ to }) => to)),
      linesInto: (other) => into(other).length,
      helpers: nodesAt(workflow.helpers.get(name) ?? []),
      differs,
    };
    try {
      const translator = translatorOf(node.type, node.kind);
      if (!translator) throw new NoCounterpart('There is no such step here.');
      const translated = translator(node, use);
      // Where branches meet there is a step after all: the one that brings them together.
      if ('removed' in translated && joins !== null)
        return {
          ...blank,
          joins: null,
          translation: oneStep({ ...use, id: joins }, 'merge', { combine: 'first' }, source),
          source,
        };
      if ('removed' in translated) return { ...blank, translation: null, removed: true, source: translated.source };
      if (source.many !== null && translated.steps.every(({ type }) => type !== 'for-each'))
        differs(`n8n does this once for each item of "${source.many}"; here it is done once.`);
      if (node.disabled) {
        // A step that is skipped goes on by its one way out.
        if (translated.outs[0]?.[0]?.port !== 'out')
          throw new NoCounterpart('It is disabled, and has several ways out.');
        return { ...blank, translation: translated, source };
      }
      const { source: own } = translated;
      const carried =
        source.many !== null && !translated.steps.some(({ type }) => type === 'for-each') && own.many === null;
      return {
        ...blank,
        translation: translated,
        source: carried ? { ...own, many: source.many } : own,
        loops: translated.loops ?? loops,
      };
    } catch (thrown) {
      if (!(thrown instanceof NoCounterpart)) throw thrown;
      const placeholder = placeholderFor(node, id, source);
      return {
        ...blank,
        translation: placeholder,
        isPlaceholder: true,
        differences: [thrown.message],
        source: placeholder.source,
      };
    }
  };

  for (const name of order) {
    const node = nodes.get(name);
    if (node) made.set(name, translate(node));
  }
  for (const { from, to } of closing) {
    // The way back of a loop is what the repeating step does by itself.
    if (made.get(to)?.translation?.steps[0]?.type !== 'for-each')
      made.get(from)?.differences.push(`The line back to "${to}" is left out: flows do not go in circles.`);
  }
  return made;
};
