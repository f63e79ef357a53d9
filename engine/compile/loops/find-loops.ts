import type { Flow } from '../../model/flow.ts';
import type { Problem } from '../../model/problem.ts';
import type { Family } from '../../model/step-view.ts';
import { type Deed, deedOf, type Places, type Wait, waitOf } from './marks.ts';
import { type Meeting, meet } from './meets.ts';
import { reachFrom } from './reach.ts';

/** What the search knows about the world outside the documents. */
export interface LoopContext extends Places {
  familyOf: (type: string) => Family | undefined;
  titleOf: (type: string) => string;
}

interface Act {
  step: string;
  label: string;
  deed: Deed;
  /** By which triggers it is reached, and whether always. */
  from: ReadonlyMap<string, 'always' | 'sometimes'>;
}

/** A flow as the search sees it. */
interface Parts {
  flow: Flow;
  waits: { trigger: string; wait: Wait }[];
  acts: Act[];
  startsAfterFailure: boolean;
}

/** One way from a trigger of a flow to a trigger of the same or another one. */
interface Hop {
  from: Parts;
  act: Act | null;
  to: Parts;
  trigger: string;
  isCertain: boolean;
}

const partsOf = (flow: Flow, context: LoopContext): Parts => {
  const labelOf = (id: string): string => {
    const node = flow.nodes.find((known) => known.id === id);
    return node?.name ?? context.titleOf(node?.type ?? '');
  };
  const waits = flow.nodes.flatMap((node) => {
    const wait = waitOf(node, context);
    return wait ? [{ trigger: node.id as string, wait }] : [];
  });
  const reaches = waits.map(({ trigger }) => [trigger, reachFrom(flow, trigger, context.familyOf)] as const);
  const acts = flow.nodes.flatMap((node): Act[] => {
    const deed = deedOf(node, context);
    if (!deed) return [];
    const from = reaches.flatMap(([trigger, reach]) => {
      const how = reach.get(node.id);
      return how ? [[trigger, how] as const] : [];
    });
    return from.length === 0 ? [] : [{ step: node.id, label: labelOf(node.id), deed, from: new Map(from) }];
  });
  return { flow, waits, acts, startsAfterFailure: waits.some(({ wait }) => wait.kind === 'failure') };
};

const hop = (from: Parts, act: Act, how: 'always' | 'sometimes', to: Parts, trigger: string, met: Meeting): Hop[] =>
  met === null ? [] : [{ from, act, to, trigger, isCertain: met === 'certain' && how === 'always' }];

/** Where a flow leads once one of its triggers has started it. */
const hopsFrom = (from: Parts, trigger: string, all: readonly Parts[]): Hop[] => {
  const hops = from.acts.flatMap((act) => {
    const how = act.from.get(trigger);
    if (how === undefined) return [];
    return all.flatMap((to) =>
      to.waits.flatMap(({ trigger: at, wait }) => hop(from, act, how, to, at, meet(act.deed, wait))),
    );
  });
  // The engine never lets a flow that waits for failures start others this way, nor any flow itself.
  const failures = from.startsAfterFailure
    ? []
    : all.flatMap((to) =>
        to === from
          ? []
          : to.waits.flatMap(({ trigger: at, wait }): Hop[] =>
              wait.kind === 'failure' && (wait.flows === null || wait.flows.includes(from.flow.name))
                ? [{ from, act: null, to, trigger: at, isCertain: false }]
                : [],
            ),
      );
  return [...hops, ...failures];
};

/** The shortest circle from a trigger back to itself. */
const circleFrom = (start: Parts, trigger: string, all: readonly Parts[], certainOnly: boolean): Hop[] | null => {
  const seen = new Set<string>();
  const open: { at: Parts; trigger: string; path: Hop[] }[] = [{ at: start, trigger, path: [] }];
  for (let next = open.shift(); next; next = open.shift()) {
    for (const one of hopsFrom(next.at, next.trigger, all)) {
      if (certainOnly && !one.isCertain) continue;
      const path = [...next.path, one];
      if (one.to === start && one.trigger === trigger) return path;
      const key = `${all.indexOf(one.to)} ${one.trigger}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push({ at: one.to, trigger: one.trigger, path });
    }
  }
  return null;
};

const deedWords = (deed: Deed): string => {
  switch (deed.kind) {
    case 'event':
      return `announces "${deed.name}"`;
    case 'table':
      return `writes to the table ${deed.table}`;
    case 'file':
      return `writes the file ${deed.path}`;
    case 'hook':
      return `calls the address /hooks/${deed.path}`;
  }
};

/** "“Keep” writes to the table orders, which starts “Other”, where …, which starts this flow again". */
const circleWords = (circle: readonly Hop[]): string =>
  circle
    .map(({ act, to }, index) => {
      const what = act ? `"${act.label}" ${deedWords(act.deed)}` : 'a run that fails';
      const where = index === 0 ? '' : act ? 'where ' : 'and ';
      const then = index === circle.length - 1 ? 'starts this flow again' : `starts the flow "${to.flow.name}"`;
      return `${where}${what}${act ? ', which' : ''} ${then}`;
    })
    .join(', ');

const problemOf = (circle: readonly Hop[], isCertain: boolean): Problem => {
  const node = circle[0]?.act?.step;
  return {
    code: 'flow.may-loop',
    severity: isCertain ? 'error' : 'warning',
    ...(node !== undefined && { node }),
    message: `This flow ${isCertain ? 'would start itself without end' : 'may start itself over and over'}: ${circleWords(circle)}.`,
    fix: isCertain
      ? 'Put a check on the way that ends it, or let it write somewhere else.'
      : 'Make sure something on the way ends it. A flow that starts itself more than 8 times in a row is switched off.',
  };
};

/**
 * Circles in which a flow comes back to itself, over all flows that are on (`others`, without this one). Only what is typed
 * counts: a target that is known once data arrives is no claim. A circle with no check on it is an error, any other a warning;
 * at most one for each trigger, told once when several triggers are on the same.
 */
export const findLoops = (flow: Flow, others: readonly Flow[], context: LoopContext): Problem[] => {
  const own = partsOf(flow, context);
  const all = [own, ...others.map((other) => partsOf(other, context))];
  const problems = own.waits.flatMap(({ trigger }) => {
    const certain = circleFrom(own, trigger, all, true);
    const circle = certain ?? circleFrom(own, trigger, all, false);
    return circle ? [problemOf(circle, certain !== null)] : [];
  });
  return problems.filter(({ message }, index) => problems.findIndex((one) => one.message === message) === index);
};
