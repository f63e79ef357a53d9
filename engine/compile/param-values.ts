import { type Fault, toFault } from '../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { hasPlaceholder, type Scope, Template } from '../model/template.ts';
import type { NodeDefinition } from '../nodes/define.ts';
import { parseTemplate } from './template/parse.ts';

type Path = (string | number)[];

/** Replaces every text with a placeholder by its parsed template; texts that do not parse are reported and kept. */
export const withTemplates = (
  value: JsonValue,
  report: (path: Path, fault: Fault) => void,
  path: Path = [],
): unknown => {
  if (typeof value === 'string') {
    if (!hasPlaceholder(value)) return value;
    try {
      return parseTemplate(value);
    } catch (thrown) {
      report(path, toFault(thrown));
      return value;
    }
  }
  if (Array.isArray(value)) return value.map((item, index) => withTemplates(item, report, [...path, index]));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withTemplates(inner, report, [...path, key])]),
  );
};

/** The params of a step with their placeholders parsed, except where the type takes its texts as they are. */
export const readParams = (
  params: JsonRecord,
  { verbatim = [] }: Pick<NodeDefinition, 'verbatim'>,
  report: (path: Path, fault: Fault) => void,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      verbatim.includes(name) ? value : withTemplates(value, report, [name]),
    ]),
  );

/** Every template in a params tree with its path. */
export const listTemplates = (value: unknown, path: Path = []): { path: Path; template: Template }[] => {
  if (value instanceof Template) return [{ path, template: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => listTemplates(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => listTemplates(inner, [...path, key]));
};

/** Whether a value (or absence of one) may stand where a lenient template points at nothing. */
const orNull = (evaluate: () => JsonValue): JsonValue => {
  try {
    return evaluate();
  } catch (thrown) {
    if (toFault(thrown).code === 'template.missing-value') return null;
    throw thrown;
  }
};

/**
 * Builds, once per node, the function that replaces every template in a params tree by its value.
 * Trees without templates are returned as they are.
 */
export const compileValues = (
  value: unknown,
  lenient: ReadonlySet<string>,
  path: Path = [],
): ((scope: Scope) => unknown) => {
  if (value instanceof Template)
    return lenient.has(path.join('.'))
      ? (scope) => orNull(() => value.evaluate(scope))
      : (scope) => value.evaluate(scope);
  if (listTemplates(value).length === 0) return () => value;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileValues(item, lenient, [...path, index]));
    return (scope) => items.map((item) => item(scope));
  }
  const entries = Object.entries(value as Record<string, unknown>).map(
    ([key, inner]) => [key, compileValues(inner, lenient, [...path, key])] as const,
  );
  return (scope) => {
    const record: Record<string, unknown> = {};
    for (const [key, read] of entries) record[key] = read(scope);
    return record;
  };
};
