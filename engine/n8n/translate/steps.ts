import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { isExpression, keepBlock } from '../expression/field.ts';
import { writePath } from '../expression/placeholder.ts';
import { listOf, recordOf, textOf } from '../read-workflow.ts';
import { outputOf } from '../source.ts';
import { NoCounterpart, oneStep, type Translate, type Use } from '../translation.ts';
import { chosen } from './messages.ts';

const unitSeconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

const wait: Translate = ({ params, version }, use) => {
  const resume = textOf(params.resume) || 'timeInterval';
  if (resume === 'specificTime') return oneStep(use, 'wait', { until: use.text(params.dateTime, 'time') }, use.source);
  if (resume !== 'timeInterval')
    throw new NoCounterpart('It waits until somebody calls an address or fills in a form.');
  const unit = unitSeconds[textOf(params.unit) || (version >= 1.1 ? 'seconds' : 'hours')] ?? 1;
  const amount = params.amount ?? (version >= 1.1 ? 5 : 1);
  if (!isExpression(amount))
    return oneStep(use, 'wait', { forSeconds: Math.max(0, Number(amount) * unit || 0) }, use.source);
  const filled = use.value(amount, 'amount');
  const times = unit === 1 ? filled : String(filled).replace(/ \}\}$/, ` | times: ${unit} }}`);
  return oneStep(use, 'wait', { forSeconds: times }, use.source);
};

const stop: Translate = ({ params }, use) => {
  const object = textOf(params.errorType) === 'errorObject';
  const message = use.text(object ? params.errorObject : params.errorMessage, 'message');
  return {
    ...oneStep(use, 'stop', { as: 'failed', message: message || 'Stopped by this step' }, use.source),
    outs: [],
  };
};

/** All that comes in; null where it cannot be read as one value. */
const whole = (use: Use): JsonValue | null => {
  const found = use.whole(null);
  return 'why' in found ? null : found.value;
};

const respond: Translate = ({ params }, use) => {
  const options = recordOf(params.options);
  const status = options.responseCode ?? 200;
  const headers = listOf(recordOf(options.responseHeaders).entries)
    .map(recordOf)
    .map(({ name, value }): JsonRecord => ({ name: textOf(name), value: use.text(value, textOf(name)) }))
    .filter(({ name }) => name !== '');
  const answer = (body: JsonValue, code: JsonValue = use.value(status, 'status')) =>
    oneStep(use, 'respond', { status: code, headers, body }, use.source);
  switch (textOf(params.respondWith) || 'firstIncomingItem') {
    case 'json': {
      const body = use.json(params.responseBody ?? '', 'answer');
      if (body !== undefined) return answer(body);
      use.differs('The answer is no JSON as it stands, so it is sent as text.');
      return answer(use.text(params.responseBody, 'answer'));
    }
    case 'text':
      return answer(use.text(params.responseBody, 'answer'));
    case 'noData':
      return answer('');
    case 'redirect':
      headers.push({ name: 'Location', value: use.text(params.redirectURL, 'address') });
      return answer('', options.responseCode === undefined ? 307 : use.value(status, 'status'));
    case 'firstIncomingItem':
    case 'allIncomingItems': {
      const body = whole(use);
      if (body === null)
        throw new NoCounterpart('It answers with everything that comes in, which cannot be read here as a whole.');
      if (params.respondWith === 'allIncomingItems')
        use.differs('It answers with one record, not with a list of all items.');
      return answer(body);
    }
    default:
      throw new NoCounterpart(`It answers with "${textOf(params.respondWith)}".`);
  }
};

const callFlow: Translate = ({ params }, use) => {
  if (textOf(params.source) !== '' && textOf(params.source) !== 'database')
    throw new NoCounterpart('It runs a workflow that is not stored in n8n.');
  const { value, name } = chosen(params.workflowId);
  const flow = name !== '' ? name : use.text(value, 'flow');
  if (name === '') use.differs('The file names the other workflow by a number; choose the flow it has become.');
  const given = recordOf(recordOf(params.workflowInputs).value);
  const payload: JsonValue = Object.keys(given).length > 0 ? use.value(given, 'inputs') : (whole(use) ?? {});
  if (payload !== null && typeof payload === 'object' && Object.keys(payload).length === 0)
    use.differs('Nothing is handed to the other flow; choose what it is given.');
  const wait = recordOf(params.options).waitForSubWorkflow !== false;
  return oneStep(use, 'call-flow', { flow: flow.slice(0, 200), payload, wait }, outputOf(use.id));
};

const removeDuplicates: Translate = ({ params, version }, use) => {
  const operation =
    version >= 2 ? textOf(params.operation) || 'removeDuplicateInputItems' : 'removeDuplicateInputItems';
  const earlier = operation === 'removeItemsSeenInPreviousExecutions';
  if (operation === 'clearDeduplicationHistory') throw new NoCounterpart('It forgets what came before.');
  let by: JsonValue | null;
  if (earlier) by = use.value(params.dedupeValue ?? '', 'value');
  else {
    const fields = textOf(params.compare) === 'selectedFields' ? textOf(params.fieldsToCompare).split(',') : [];
    const paths = fields.map((field) => use.source.read(field.trim().split('.')));
    by =
      paths.length > 0 && paths.every((path) => typeof path !== 'string')
        ? paths.map((path) => `{{ ${writePath(path as string[])} }}`)
        : whole(use);
    if (Array.isArray(by) && by.length === 1) by = by[0] ?? null;
  }
  if (by === null || by === '') throw new NoCounterpart('What makes two the same cannot be read here.');
  use.differs(
    earlier
      ? 'What came before is remembered for a year.'
      : 'It also leaves out what came in earlier runs of the last day.',
  );
  return {
    ...oneStep(use, 'ignore-repeats', { by, windowHours: earlier ? 8784 : 24 }, use.source),
    outs: [[{ step: use.id, port: 'out' }], ...(earlier ? [[{ step: use.id, port: 'repeat' }]] : [])],
  };
};

const writeFile: Translate = ({ params, kind }, use) => {
  const operation = kind === 'readWriteFile' ? textOf(params.operation) || 'read' : 'write';
  if (operation !== 'write') throw new NoCounterpart('It reads files.');
  const field = textOf(params.dataPropertyName) || 'data';
  use.differs(`It writes the file carried along as "${field}"; here the text that is written has to be chosen.`);
  return oneStep(
    use,
    'write-file',
    {
      path: use.text(params.fileName, 'file'),
      mode: recordOf(params.options).append === true ? 'append' : 'replace',
      content: keepBlock(`$binary.${field}`),
    },
    use.source,
  );
};

export const steps: Readonly<Record<string, Translate>> = {
  wait,
  stopAndError: stop,
  respondToWebhook: respond,
  executeWorkflow: callFlow,
  removeDuplicates,
  readWriteFile: writeFile,
  writeBinaryFile: writeFile,
  noOp: (_node, use) => ({ removed: true, source: use.source }),
};
