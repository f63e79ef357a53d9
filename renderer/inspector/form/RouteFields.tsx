import { Plus, X } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { useCall } from '../../client/queries.ts';
import type { FormField, JsonRecord, JsonValue, Scope } from '../../client/types.ts';
import { useMapping } from '../../pieces/template-field/mapping.ts';
import { workOut } from '../../pieces/template-field/pipeline.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ParamView } from './FieldSet.tsx';
import styles from './Form.module.css';
import { portFrom } from './form-rules.ts';
import { lineKeys } from './line-keys.ts';
import { useParam, useParams, useStepForm } from './step-form.ts';

interface RouteFieldsProps {
  field: Extract<FormField, { kind: 'list' }>;
  path: ParamPath;
}

const recentEvents = 200;

/** How often each text was seen where the route looks: in what arrived lately, and in the examples. */
const useSeen = (template: string): Map<string, number> => {
  const { scope, examples } = useMapping();
  const flow = useEditor(({ flowId }) => flowId);
  const { data: events = [] } = useCall(
    'events.list',
    { flow: flow ?? '', limit: recentEvents },
    { enabled: flow !== null },
  );
  return useMemo(() => {
    const seen = new Map<string, number>();
    const note = (in_: Scope, count: number): void => {
      const outcome = workOut(template, in_);
      if (!('value' in outcome) || typeof outcome.value !== 'string' || outcome.value === '') return;
      seen.set(outcome.value, (seen.get(outcome.value) ?? 0) + count);
    };
    for (const example of examples) note(example.scope, 0);
    for (const { payload } of events) note({ ...scope, trigger: payload }, 1);
    return seen;
  }, [template, scope, examples, events]);
};

const textOf = (line: JsonValue | undefined, key: string): string => {
  const value = (line as JsonRecord | undefined)?.[key];
  return typeof value === 'string' ? value : '';
};

const hits = (count: number): string => (count === 0 ? 'in an example' : `${count.toLocaleString('en')} lately`);

/** One branch for each kind of event, with how often it came; kinds without a branch are one press away from having one. */
export const RouteFields = ({ field, path }: RouteFieldsProps): ReactElement => {
  const { id } = useStepForm();
  const params = useParams();
  const { value, set, problem } = useParam(path, field.label, false);
  const lines = Array.isArray(value) ? value : [];
  const seen = useSeen(typeof params.value === 'string' ? params.value : '');
  const ports = lines.map((line) => textOf(line, 'port'));
  const unhandled = [...seen].filter(([text]) => !lines.some((line) => textOf(line, 'equals') === text));
  const waiting = unhandled.reduce((sum, [, count]) => sum + count, 0);
  const equals = field.fields.find(({ name }) => name === 'equals');
  const add = (text: string): void =>
    set([...lines, { port: portFrom(text || `branch-${lines.length + 1}`, ports), equals: text }]);
  const remove = (at: number): void =>
    edit('remove a branch', (flow) => {
      const node = flow.nodes.find((candidate) => candidate.id === id);
      if (!node) return;
      node.params[path.join('.')] = lines.filter((_, place) => place !== at) as never;
      // A line without its branch would lead nowhere.
      flow.edges = flow.edges.filter(({ from, port }) => from !== id || port !== ports[at]);
    });
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {lineKeys(lines.length).map((key, at) => {
        const count = seen.get(textOf(lines[at], 'equals'));
        return (
          <div key={key} className={styles.row}>
            <div className={styles.stack}>
              {equals && (
                <ParamView
                  field={{ ...equals, label: `Branch ${at + 1}`, placeholder: 'payment_intent.succeeded' }}
                  path={[...path, at, 'equals']}
                  isLabelHidden
                />
              )}
            </div>
            <span className={styles.rowEnd}>
              {count !== undefined && <span className={styles.hits}>{hits(count)}</span>}
              <IconButton label={`Remove branch ${at + 1}`} icon={X} size="small" onPress={() => remove(at)} />
            </span>
          </div>
        );
      })}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      <div>
        <Button size="small" kind="quiet" icon={Plus} onPress={() => add('')}>
          {field.addLabel}
        </Button>
      </div>
      {unhandled.length > 0 && (
        <section className={styles.seen} aria-label="Seen, without a branch">
          <div className={styles.legend}>
            Seen, without a branch{waiting > 0 ? ` · ${waiting.toLocaleString('en')} lately` : ''}
          </div>
          {unhandled.map(([text, count]) => (
            <div key={text} className={styles.seenRow}>
              <span>{text}</span>
              <span className={styles.hits}>{hits(count)}</span>
              <Button
                size="small"
                kind="quiet"
                icon={Plus}
                aria-label={`Add a branch for ${text}`}
                onPress={() => add(text)}
              >
                Add a branch
              </Button>
            </div>
          ))}
        </section>
      )}
    </fieldset>
  );
};
