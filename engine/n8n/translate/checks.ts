import type { JsonRecord } from '../../model/json.ts';
import { listOf, type N8nNode, recordOf, textOf } from '../read-workflow.ts';
import {
  type MadeStep,
  NoCounterpart,
  type Out,
  oneStep,
  type Translate,
  type Translation,
  type Use,
} from '../translation.ts';
import { type Rules, readConditions, readOldConditions } from './conditions.ts';

const readIf = ({ params, version }: N8nNode, use: Use): Rules =>
  version >= 2
    ? readConditions(params.conditions, use, recordOf(params.options).ignoreCase)
    : readOldConditions(
        params.conditions,
        (params.combineOperation ?? params.combineConditions) === 'any' || params.combineConditions === 'OR',
        use,
      );

const check: Translate = (node, use) => {
  const { match, rules, negated } = readIf(node, use);
  const yes = { step: use.id, port: negated ? 'no' : 'yes' };
  const no = { step: use.id, port: negated ? 'yes' : 'no' };
  return {
    steps: [{ id: use.id, type: 'if', params: { match, rules } }],
    lines: [],
    outs: [[yes], [no]],
    source: use.source,
  };
};

const filter: Translate = (node, use) => {
  const { match, rules, negated } = readIf(node, use);
  if (!negated) return oneStep(use, 'filter', { match, rules }, use.source);
  return {
    steps: [{ id: use.id, type: 'if', params: { match, rules } }],
    lines: [],
    outs: [[{ step: use.id, port: 'no' }]],
    source: use.source,
  };
};

/** One branch of a switch: the rules that lead into it, and which way out of n8n it is. */
interface Branch {
  rules: Rules;
  output: number;
  name: string;
}

const readBranches = ({ params, version }: N8nNode, use: Use): Branch[] => {
  if (version >= 3)
    return listOf(recordOf(params.rules).values ?? recordOf(params.rules).rules)
      .map(recordOf)
      .map((rule, output) => ({
        rules: readConditions(rule.conditions, use, recordOf(params.options).ignoreCase),
        output,
        name: textOf(rule.outputKey),
      }));
  const type = textOf(params.dataType) || 'number';
  return listOf(recordOf(params.rules).rules)
    .map(recordOf)
    .map(({ operation, value2, output, outputKey }, index) => ({
      rules: readOldConditions(
        {
          [type]: [
            {
              value1: params.value1 ?? '',
              value2: value2 ?? '',
              operation: textOf(operation) || (type === 'number' ? 'smaller' : 'equal'),
            },
          ],
        },
        false,
        use,
      ),
      output: version < 2 && typeof output === 'number' ? output : index,
      name: textOf(outputKey),
    }));
};

const portName = (name: string, taken: ReadonlySet<string>): string => {
  const stem =
    name
      .normalize('NFD')
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'branch';
  let port = stem;
  for (let number = 2; taken.has(port) || port === 'otherwise' || port === 'failed'; number++)
    port = `${stem}-${number}`;
  return port;
};

/** The value and the fixed text of a branch that asks only whether one is the other. */
const plainCase = ({ rules: { rules, negated } }: Branch): { value: string; equals: string } | null => {
  const [rule, ...more] = rules;
  if (!rule || more.length > 0 || negated || rule.op !== 'equals' || typeof rule.left !== 'string') return null;
  return typeof rule.right === 'string' && !rule.right.includes('{{') && rule.right !== ''
    ? { value: rule.left, equals: rule.right }
    : null;
};

/** Ways out by the number n8n gives them, and the one for what no branch takes. */
const collectOuts = (found: { output: number; out: Out }[], rest: Out, node: N8nNode): Out[][] => {
  const outs: Out[][] = [];
  const add = (output: number, out: Out): void => {
    while (outs.length <= output) outs.push([]);
    outs[output]?.push(out);
  };
  for (const { output, out } of found) add(output, out);
  const fallback = node.version >= 3 ? recordOf(node.params.options).fallbackOutput : node.params.fallbackOutput;
  if (fallback === 'extra') add(node.version >= 3 ? found.length : outs.length, rest);
  else if (typeof fallback === 'number' && fallback >= 0) add(Math.min(fallback, 499), rest);
  return outs;
};

const asRoute = (branches: Branch[], node: N8nNode, use: Use): Translation | null => {
  const cases = branches.map(plainCase);
  const value = cases[0]?.value;
  const texts = new Set(cases.map((one) => one?.equals));
  if (value === undefined || cases.some((one) => one?.value !== value) || texts.size < cases.length) return null;
  const taken = new Set<string>();
  const found = branches.map(({ output, name }, index) => {
    const equals = cases[index]?.equals ?? '';
    const port = portName(name || equals, taken);
    taken.add(port);
    return { output, equals, out: { step: use.id, port } };
  });
  return {
    steps: [
      {
        id: use.id,
        type: 'route',
        params: { value, cases: found.map(({ equals, out }) => ({ port: out.port, equals })) },
      },
    ],
    lines: [],
    outs: collectOuts(found, { step: use.id, port: 'otherwise' }, node),
    source: use.source,
  };
};

/** One check for each branch, each asked when those before it said no. */
const asChecks = (branches: Branch[], node: N8nNode, use: Use): Translation => {
  const ways = branches.map(({ rules: { negated }, output }, index) => {
    const step = index === 0 ? use.id : use.newId(String(index + 1));
    return { output, out: { step, port: negated ? 'no' : 'yes' }, else: { step, port: negated ? 'yes' : 'no' } };
  });
  const last = ways.at(-1);
  if (!last) throw new NoCounterpart('It has no rule.');
  return {
    steps: ways.map(({ out }, index): MadeStep => {
      const { match = 'all', rules = [] } = branches[index]?.rules ?? {};
      return { id: out.step, type: 'if', params: { match, rules } };
    }),
    lines: ways.slice(1).map(({ out }, index) => {
      const before = ways[index]?.else ?? last.else;
      return { from: before.step, port: before.port, to: out.step };
    }),
    outs: collectOuts(ways, last.else, node),
    source: use.source,
  };
};

const byNumber = ({ params }: N8nNode, use: Use): Translation => {
  const count = Math.min(20, Math.max(1, Number(params.numberOutputs ?? params.outputsAmount ?? 4) || 4));
  const cases: JsonRecord[] = Array.from({ length: count }, (_, index) => ({
    port: `output-${index}`,
    equals: String(index),
  }));
  return {
    steps: [{ id: use.id, type: 'route', params: { value: use.value(params.output ?? 0, 'output'), cases } }],
    lines: [],
    outs: cases.map(({ port }) => [{ step: use.id, port: String(port) }]),
    source: use.source,
  };
};

const switchNode: Translate = (node, use) => {
  if (node.params.mode === 'expression') return byNumber(node, use);
  const branches = readBranches(node, use);
  if (recordOf(node.params.options).allMatchingOutputs === true)
    use.differs('Only the first branch that fits is taken, not every one.');
  return asRoute(branches, node, use) ?? asChecks(branches, node, use);
};

export const checks: Readonly<Record<string, Translate>> = { if: check, filter, switch: switchNode };
