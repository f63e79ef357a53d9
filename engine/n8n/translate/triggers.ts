import type { JsonRecord, JsonValue } from '../../model/json.ts';
import type { Key } from '../expression/placeholder.ts';
import { listOf, recordOf, textOf } from '../read-workflow.ts';
import { renamedSource, sourceAt } from '../source.ts';
import { NoCounterpart, oneStep, type Translate, type Use } from '../translation.ts';

const knownMethods = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'];

const methodsOf = (setting: JsonValue | undefined, use: Use): string[] => {
  const wanted = Array.isArray(setting) ? setting.map(textOf) : [textOf(setting) || 'GET'];
  const methods = wanted.filter((method) => knownMethods.includes(method));
  if (methods.length < wanted.length)
    use.differs(`Requests with ${wanted.filter((one) => !methods.includes(one)).join(', ')} are not taken.`);
  return methods.length > 0 ? methods : ['POST'];
};

const verifyOf = (setting: JsonValue | undefined, use: Use): JsonRecord => {
  const kind = textOf(setting) || 'none';
  if (kind === 'none') return { kind };
  const credential = use.credential() ?? 'webhook';
  use.differs(`The sender is checked with the connection "${credential}", whose secret has to be entered here.`);
  if (kind === 'basicAuth') return { kind: 'basic', credential };
  if (kind === 'headerAuth') {
    use.differs('Which header holds the secret is not part of the file; it is set to "Authorization".');
    return { kind: 'header-secret', credential, header: 'Authorization' };
  }
  throw new NoCounterpart(`It checks its sender by "${kind}", which is not possible here.`);
};

/** What n8n's webhook hands on, with the names it has here. */
const deliveryFields = new Map<string, readonly Key[]>(
  ['body', 'headers', 'query'].map((name): [string, readonly Key[]] => [name, [name]]),
);

const webhook: Translate = ({ params, version }, use) => {
  const options = recordOf(params.options);
  const mode = textOf(params.responseMode) || 'onReceived';
  const path = use.fixed(params.path, 'path') ?? '';
  if (!/^[A-Za-z0-9._~/-]*$/.test(path)) use.differs(`The address "${path}" holds parts that are not possible here.`);
  const status = Number(
    (version < 2 ? params.responseCode : recordOf(recordOf(options.responseCode).values).responseCode) ?? 200,
  );
  const answer = options.responseData ?? (params.responseData === 'noData' ? '' : undefined);
  if (mode === 'lastNode')
    use.differs('The caller gets the id of the delivery, not what the last step made; add an answer step for that.');
  if (options.rawBody === true || options.binaryData === true || options.binaryPropertyName !== undefined)
    use.differs('Files that are sent along are not taken.');
  return oneStep(
    use,
    'webhook',
    {
      path: path.replace(/^\/+|\/+$/g, ''),
      methods: methodsOf(params.httpMethod, use),
      verify: verifyOf(params.authentication, use),
      respond: mode === 'responseNode' ? 'when-done' : 'at-once',
      ...(mode === 'onReceived' && status >= 200 && status < 300 && status !== 200 && { responseStatus: status }),
      ...(mode === 'onReceived' && typeof answer === 'string' && answer !== '' && { responseBody: answer }),
    },
    renamedSource(['trigger'], deliveryFields),
  );
};

const formKinds: Readonly<Record<string, string>> = {
  textarea: 'long-text',
  email: 'email',
  number: 'number',
  date: 'date',
  dropdown: 'choice',
  text: 'text',
  checkbox: 'choice',
  radio: 'choice',
};

/** A label as the name of a field: letters, digits and "_", beginning with a letter. */
const fieldName = (label: string, taken: ReadonlySet<string>): string => {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  const stem = `${/^[a-z]/.test(plain) ? '' : 'field_'}${plain}`.replace(/^_+|_+$/g, '').slice(0, 50) || 'field';
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}_${number}`;
  return name;
};

const form: Translate = ({ params }, use) => {
  const names = new Map<string, readonly Key[]>();
  const taken = new Set<string>();
  const fields = listOf(recordOf(params.formFields).values).flatMap((value): JsonRecord[] => {
    const field = recordOf(value);
    const label = textOf(field.fieldLabel) || textOf(field.fieldName) || textOf(field.elementName);
    const given = textOf(field.fieldType) || 'text';
    const kind = formKinds[given];
    if (kind === undefined) {
      use.differs(`The field "${label || given}" of the kind "${given}" is left out.`);
      return [];
    }
    const name = fieldName(textOf(field.fieldName) || label, taken);
    taken.add(name);
    for (const known of [label, textOf(field.fieldName)]) if (known !== '') names.set(known, [name]);
    if (given === 'checkbox' || field.multiselect === true)
      use.differs(`One answer can be chosen for "${label}", not several.`);
    const choices = listOf(recordOf(field.fieldOptions).values)
      .map((one) => textOf(recordOf(one).option))
      .filter((one) => one !== '');
    return [{ name, label, kind, required: field.requiredField === true, ...(kind === 'choice' && { choices }) }];
  });
  if (fields.length === 0) throw new NoCounterpart('Its form has no field that is possible here.');
  const path = use.fixed(params.path ?? recordOf(params.options).path, 'path') ?? '';
  return oneStep(
    use,
    'form',
    {
      title: use.fixed(params.formTitle, 'title') || 'Form',
      intro: use.fixed(params.formDescription, 'text above the fields') ?? '',
      fields,
      path: /^([A-Za-z0-9_~-]+(\/[A-Za-z0-9_~-]+)*)?$/.test(path) ? path : '',
    },
    renamedSource(['trigger'], names),
  );
};

const errorFields = new Map<string, readonly Key[]>([
  ['workflow.name', ['flow']],
  ['execution.id', ['run']],
  ['execution.error.message', ['error', 'message']],
  ['execution.lastNodeExecuted', ['failedStep']],
]);

const feedFields = new Map<string, readonly Key[]>(
  Object.entries({
    title: 'title',
    link: 'link',
    guid: 'id',
    id: 'id',
    pubDate: 'publishedAt',
    isoDate: 'publishedAt',
    content: 'content',
    contentSnippet: 'summary',
    summary: 'summary',
    creator: 'author',
    author: 'author',
    categories: 'categories',
  }).map(([theirs, ours]) => [theirs, [ours]]),
);

const unitSeconds: Readonly<Record<string, number>> = { minutes: 60, hours: 3600 };
const modeSeconds: Readonly<Record<string, number>> = {
  everyMinute: 60,
  everyHour: 3600,
  everyDay: 86_400,
  everyWeek: 604_800,
};

/** How often a trigger of n8n looks; anything but a plain pace becomes the nearest one, and is told. */
const paceOf = (params: JsonRecord, use: Use): number => {
  const [first = {}, ...more] = listOf(recordOf(params.pollTimes).item);
  const { mode = 'everyMinute', value, unit } = recordOf(first);
  const seconds = mode === 'everyX' ? Number(value) * (unitSeconds[textOf(unit)] ?? 3600) : modeSeconds[textOf(mode)];
  const isPlain = more.length === 0 && (mode === 'everyMinute' || mode === 'everyX');
  if (seconds !== undefined && Number.isInteger(seconds) && seconds >= 30 && seconds <= 604_800) {
    if (!isPlain) use.differs(`It looks every ${seconds} seconds, not at set times.`);
    return seconds;
  }
  use.differs('It looks every 5 minutes, not at the times that were set.');
  return 300;
};

const feed: Translate = ({ params }, use) => {
  const url = use.fixed(params.feedUrl, 'address');
  if (!url) throw new NoCounterpart('The address of its feed is worked out.');
  return oneStep(
    use,
    'poll',
    { url, kind: 'feed', everySeconds: paceOf(params, use) },
    renamedSource(['trigger'], feedFields),
  );
};

/** Data that arrives as it is, under `trigger`. */
const asItIs =
  (type: string): Translate =>
  (_node, use) =>
    oneStep(use, type, {}, sourceAt(['trigger'], { plain: use.id }));

const inputTypes: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'yes-no',
  array: 'list',
  object: 'record',
};

const called: Translate = ({ params }, use) => {
  const fields = listOf(recordOf(params.workflowInputs).values).flatMap((value): JsonRecord[] => {
    const { name, type } = recordOf(value);
    const ours = inputTypes[textOf(type)];
    return textOf(name) === '' || textOf(name).includes('.')
      ? []
      : [{ name: textOf(name), ...(ours !== undefined && { type: ours }) }];
  });
  return oneStep(use, 'manual', { fields }, sourceAt(['trigger'], { plain: use.id }));
};

export const triggers: Readonly<Record<string, Translate>> = {
  webhook,
  formTrigger: form,
  errorTrigger: (_node, use) => {
    use.differs('It starts when a run of any other flow fails, not only of those that name it.');
    return oneStep(use, 'flow-failed', { flows: [] }, renamedSource(['trigger'], errorFields));
  },
  rssFeedReadTrigger: feed,
  manualTrigger: asItIs('manual'),
  start: asItIs('manual'),
  executeWorkflowTrigger: called,
};
