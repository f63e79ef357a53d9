import { createContext, useContext } from 'react';
import type { JsonRecord, JsonValue, NodeDescription, Problem } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { setParam } from '../../stores/flow-edits.ts';
import { getAt, type ParamPath, writeParamPath } from '../../stores/set-at.ts';
import { isBlank, problemAt } from './form-rules.ts';

/** The step a form is about. */
export interface StepForm {
  id: string;
  description: NodeDescription;
}

export const StepFormContext = createContext<StepForm | null>(null);

export const useStepForm = (): StepForm => {
  const form = useContext(StepFormContext);
  if (!form) throw new Error('a field of a step is shown outside its form');
  return form;
};

const nothing: JsonRecord = {};

const paramsOf = (id: string): JsonRecord =>
  (useEditor.getState().document.nodes.find((node) => node.id === id)?.params as JsonRecord | undefined) ?? nothing;

/** All params of the step as they were typed. */
export const useParams = (): JsonRecord => {
  const { id } = useStepForm();
  return useEditor(
    ({ document }) => (document.nodes.find((node) => node.id === id)?.params as JsonRecord | undefined) ?? nothing,
  );
};

/** What one field needs: its value (or what it is by itself), a way to change it, and what is wrong with it. */
export interface Param {
  value: JsonValue | undefined;
  set: (value: JsonValue | undefined) => void;
  problem: Problem | undefined;
  /** The same problem, as an error once something is there to be wrong, and as a hint while the field is empty. */
  error: string | undefined;
  warning: string | undefined;
}

/** The compiler names paths; beside a chip that shows what is meant, plain words are enough. */
const plainWords: ReadonlyMap<string, string> = new Map([
  ['template.unknown-step', 'This uses a field of a step that is no longer there. Choose another field.'],
  [
    'template.not-upstream',
    'This uses a field of a step that does not come before this one. Choose another field, or draw a line from that step.',
  ],
]);

/** A problem as it stands below its field. */
export const problemWords = ({ code, message, fix }: Problem): string => plainWords.get(code) ?? `${message} ${fix}`;

/** One param of the step. Only this field is drawn again when it changes. */
export const useParam = (path: ParamPath, label: string, isWhole = true): Param => {
  const { id, description } = useStepForm();
  const own = useEditor(({ document }) => {
    const node = document.nodes.find((candidate) => candidate.id === id);
    return getAt(node?.params as JsonRecord | undefined, path);
  });
  const problem = useEditor(({ inspection }) => problemAt(inspection.problems, id, path, isWhole));
  const value = own === undefined ? getAt(description.defaults, path) : own;
  const isHint = isBlank(value) || problem?.severity === 'warning';
  return {
    value,
    set: (next) => changeParam(id, path, label, description.defaults, next),
    problem,
    error: problem && !isHint ? problemWords(problem) : undefined,
    warning: problem && isHint ? problemWords(problem) : undefined,
  };
};

/** Changes a param; typing into one field is one entry of the history. */
export const changeParam = (
  id: string,
  path: ParamPath,
  label: string,
  defaults: JsonRecord,
  value: JsonValue | undefined,
): void => {
  edit(
    `change ${label.toLowerCase()}`,
    (flow) => {
      // A list that stands by itself is copied into the step before one of its lines is changed.
      const holder = path.slice(0, -1);
      if (holder.length > 0 && getAt(paramsOf(id), holder) === undefined) {
        const byItself = getAt(defaults, holder);
        if (byItself !== undefined) setParam(flow, id, holder, structuredClone(byItself));
      }
      setParam(flow, id, path, value);
    },
    `${id} ${writeParamPath(path)}`,
  );
};

/** A list of lines, without being drawn again for every key typed into one of them. */
export interface Lines {
  count: number;
  /** The lines as they are at this moment. */
  now: () => readonly JsonValue[];
  put: (lines: readonly JsonValue[]) => void;
}

const linesAt = (id: string, defaults: JsonRecord, path: ParamPath): readonly JsonValue[] => {
  const value = getAt(paramsOf(id), path) ?? getAt(defaults, path);
  return Array.isArray(value) ? value : [];
};

export const useLines = (path: ParamPath, label: string): Lines => {
  const { id, description } = useStepForm();
  const count = useEditor(() => linesAt(id, description.defaults, path).length);
  return {
    count,
    now: () => linesAt(id, description.defaults, path),
    put: (lines) => changeParam(id, path, label, description.defaults, [...lines]),
  };
};

/** One value of the params as a text, for what depends on it. */
export const useParamText = (path: ParamPath): string => {
  const { id, description } = useStepForm();
  return useEditor(() => {
    const value = getAt(paramsOf(id), path) ?? getAt(description.defaults, path);
    return typeof value === 'string' ? value : '';
  });
};

/** What is wrong with a param itself, not with something in it. */
export const useOwnProblem = (path: ParamPath): Problem | undefined => {
  const { id } = useStepForm();
  return useEditor(({ inspection }) => problemAt(inspection.problems, id, path, false));
};
