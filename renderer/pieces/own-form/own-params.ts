import type { JsonRecord, JsonValue, Problem } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { setParam } from '../../stores/flow-edits.ts';

const noParams: JsonRecord = {};

/** The params of a step as they are drawn now. */
export const useOwnParams = (node: string): JsonRecord =>
  useEditor((state) => {
    const found = state.document.nodes.find(({ id }) => id === node);
    return (found?.params as JsonRecord | undefined) ?? noParams;
  });

/** Changes one param; undefined takes it back to what is usual. Changes of one param that follow closely are one in the history. */
export const setOwnParam = (label: string, node: string, path: readonly string[], value: JsonValue | undefined): void =>
  edit(label, (flow) => setParam(flow, node, path, value), `${node} ${path.join('.')}`);

/** What is wrong with one param of a step, as it stands below its field. */
export const useOwnProblem = (node: string, param: string): string | undefined => {
  const found = useEditor(({ inspection }): Problem | undefined =>
    inspection.problems.find((problem) => problem.node === node && problem.param === param),
  );
  return found && `${found.message} ${found.fix}`;
};
