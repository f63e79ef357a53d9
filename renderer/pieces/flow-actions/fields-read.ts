import type { Flow, JsonValue } from '../../client/types.ts';
import { stepsRead } from '../../stores/references.ts';

/** A param that reads a field of another step. */
export interface FieldUse {
  step: string;
  /** Dotted path, such as `headers.0.value`. */
  param: string;
}

const texts = (value: JsonValue, path: string): [path: string, text: string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === '' ? key : `${path}.${key}`));
};

/** The params of other steps that read what these steps make. */
export const findUses = (flow: Pick<Flow, 'nodes'>, ids: readonly string[]): FieldUse[] => {
  const gone = new Set(ids);
  return flow.nodes.flatMap(({ id, params }) =>
    gone.has(id)
      ? []
      : texts(params as JsonValue, '').flatMap(([param, text]) =>
          [...stepsRead(text)].some((read) => gone.has(read)) ? [{ step: id as string, param }] : [],
        ),
  );
};
