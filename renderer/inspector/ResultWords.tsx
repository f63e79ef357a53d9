import { Check, CornerDownRight, Repeat, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { ruleWords, takesRight, tryRule } from '../client/rules.ts';
import type { DryStep, JsonRecord, JsonValue } from '../client/types.ts';
import { workOut } from '../pieces/template-field/pipeline.ts';
import { labelKey } from '../pieces/values/label.ts';
import { showValue } from '../pieces/values/show-value.ts';
import { useEditor } from '../stores/editor.ts';
import styles from './Dock.module.css';
import { lineKeys } from './form/line-keys.ts';
import type { OpenStep } from './use-step.ts';

interface ResultWordsProps {
  step: OpenStep;
  result: DryStep | undefined;
  output: JsonValue | undefined;
}

const asText = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

const listOf = (params: JsonRecord, name: string): JsonRecord[] =>
  Array.isArray(params[name]) ? (params[name] as JsonRecord[]) : [];

/** The rules with the values of the example in the place of their fields, each with its tick. */
const Rules = ({ step: { node, mapping } }: { step: OpenStep }): ReactElement => {
  const timeZone = useEditor(({ document }) => document.settings.timeZone);
  const rules = listOf(node.params as JsonRecord, 'rules');
  return (
    <div>
      {lineKeys(rules.length).map((key, at) => {
        const rule = rules[at] ?? {};
        const op = typeof rule.op === 'string' ? rule.op : 'equals';
        const [left, right] = [workOut(asText(rule.left), mapping.scope), workOut(asText(rule.right), mapping.scope)];
        const [leftValue, rightValue] = [
          'value' in left ? left.value : undefined,
          'value' in right ? right.value : undefined,
        ];
        const holds = tryRule(op, leftValue, rightValue, timeZone);
        const words = ruleWords.find(({ id }) => id === op)?.label ?? op;
        return (
          <p key={key} className={styles.line}>
            {holds ? (
              <Check size={16} aria-hidden="true" className={styles.ok} />
            ) : (
              <X size={16} aria-hidden="true" className={styles.no} />
            )}
            <span>
              {[showValue(leftValue, 60), words, takesRight(op) ? showValue(rightValue, 60) : '']
                .filter(Boolean)
                .join(' ')}
              <span className="only-read-aloud">{holds ? ', holds' : ', does not hold'}</span>
            </span>
          </p>
        );
      })}
    </div>
  );
};

/** Where the flow goes on from a check. */
const Way = ({ step, port }: { step: OpenStep; port: string | null }): ReactElement => {
  const ports = step.view?.ports ?? [];
  const label = ports.find(({ id }) => id === port)?.label ?? port;
  return (
    <p className={styles.line}>
      <CornerDownRight size={16} aria-hidden="true" />
      <span>
        {port === null && 'The flow ends here with this example.'}
        {port === 'out' && 'The flow goes on.'}
        {port !== null && port !== 'out' && (
          <>
            Goes on at <b>{label}</b>.
          </>
        )}
      </span>
    </p>
  );
};

const Pairs = ({ output }: { output: JsonValue | undefined }): ReactElement => {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return <p>{showValue(output)}</p>;
  const entries = Object.entries(output);
  if (entries.length === 0) return <p className="type-meta">Nothing comes out.</p>;
  return (
    <table className={styles.pairs}>
      <tbody>
        {entries.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{labelKey(key)}</th>
            <td>{showValue(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** For each field of the new record: what it was made from, and what it became. */
const InAndOut = ({ step: { node, mapping }, output }: ResultWordsProps): ReactElement => {
  const fields = listOf(node.params as JsonRecord, 'fields');
  const made = (name: string): JsonValue | undefined =>
    name
      .split('.')
      .reduce<JsonValue | undefined>(
        (at, key) => (typeof at === 'object' && at !== null && !Array.isArray(at) ? at[key] : undefined),
        output,
      );
  return (
    <table className={styles.pairs}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">In</th>
          <th scope="col">Out</th>
        </tr>
      </thead>
      <tbody>
        {lineKeys(fields.length).map((key, at) => {
          const { name = '', value } = fields[at] ?? {};
          const source = /\{\{\s*([^|}]+?)\s*[|}]/.exec(asText(value))?.[1];
          const arrived = source === undefined ? undefined : workOut(`{{ ${source} }}`, mapping.scope);
          return (
            <tr key={key}>
              <th scope="row">{labelKey(String(name))}</th>
              <td>{arrived && 'value' in arrived ? showValue(arrived.value, 60) : '–'}</td>
              <td>
                <b>{showValue(made(String(name)), 60)}</b>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** What a step that repeats came to: how many items, how many of them were tried, and what they made. */
const Repeated = ({
  repeated,
  output,
}: {
  repeated: NonNullable<DryStep['repeated']>;
  output: unknown;
}): ReactElement => {
  const { count, tried } = repeated;
  const results = ((output as JsonRecord | undefined)?.results ?? []) as JsonValue[];
  return (
    <>
      <p className={styles.line}>
        <Repeat size={16} aria-hidden="true" />
        <span>
          {count === 0 && 'The list is empty with this example, so nothing is repeated.'}
          {count === 1 && 'The list has 1 item.'}
          {count > 1 && (
            <>
              The list has <b>{count.toLocaleString('en')} items</b>.
              {tried < count && ` The first ${tried} were tried; a real run does all.`}
            </>
          )}
        </span>
      </p>
      {results.length > 0 && (
        <ol className={styles.results} aria-label="What came of each item">
          {results.slice(0, resultsShown).map((result, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: results have no other name than their place
            <li key={index}>{showValue(result, 80)}</li>
          ))}
        </ol>
      )}
      {results.length > resultsShown && <p className="type-meta">and {results.length - resultsShown} more</p>}
    </>
  );
};

/** As many results as are seen at once. */
const resultsShown = 8;

/** What came out of a step that does nothing outside, in words. */
export const ResultWords = (props: ResultWordsProps): ReactElement => {
  const { step, result, output } = props;
  const { type, family } = step.description;
  if (result?.repeated) return <Repeated repeated={result.repeated} output={output} />;
  if (result && family === 'check')
    return (
      <>
        {Array.isArray((step.node.params as JsonRecord).rules) && <Rules step={step} />}
        {type === 'route' && <Pairs output={{ value: (output as JsonRecord | undefined)?.value ?? null }} />}
        <Way step={step} port={result.port} />
      </>
    );
  if (result && type === 'map') return <InAndOut {...props} />;
  return <Pairs output={output} />;
};
