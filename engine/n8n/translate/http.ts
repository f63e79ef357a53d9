import { connectionHeaders, isHeaderName } from '../../model/header.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { isExpression } from '../expression/field.ts';
import { listOf, type N8nNode, recordOf, textOf } from '../read-workflow.ts';
import { type Source, sourceAt } from '../source.ts';
import { oneStep, type Translate, type Use } from '../translation.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

const pairs = (value: JsonValue | undefined): JsonRecord[] =>
  listOf(recordOf(value).parameters ?? recordOf(value).parameter).map(recordOf);

/** Names and values as ours; JSON typed as text works too. */
const nameValues = (listed: JsonRecord[], json: JsonValue | undefined, field: string, use: Use): JsonRecord[] => {
  const given = json === undefined || json === '' ? undefined : use.json(json, field);
  if (given !== undefined && !isRecord(given)) use.differs(`The ${field} are worked out as a whole, and are left out.`);
  const fromJson = isRecord(given)
    ? Object.entries(given).map(([name, value]) => ({ name, value: written(value) }))
    : [];
  const fromList = listed.flatMap(({ name, value }) =>
    textOf(name) === '' ? [] : [{ name: textOf(name).replace(/^=/, ''), value: use.text(value, textOf(name)) }],
  );
  return [...fromList, ...fromJson];
};

const written = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const headersOf = (given: JsonRecord[], use: Use): JsonRecord[] =>
  given.filter(({ name }) => {
    const isPossible = isHeaderName(String(name)) && !connectionHeaders.has(String(name).toLowerCase());
    if (!isPossible) use.differs(`The header "${name}" is left out, because it is not written by hand here.`);
    return isPossible;
  });

const jsonBody = (setting: JsonValue | undefined, use: Use): JsonRecord => {
  const value = use.json(setting ?? '', 'body');
  if (value !== undefined) return { kind: 'json', value };
  use.differs('The body is no JSON as it stands, so it is sent as text.');
  return { kind: 'text', text: use.text(setting, 'body') };
};

const formFields = (given: JsonRecord[], use: Use): JsonRecord[] => {
  const plain = given.filter(({ parameterType }) => parameterType !== 'formBinaryData');
  if (plain.length < given.length) use.differs('Files are not sent along.');
  return nameValues(plain, undefined, 'form', use);
};

/** The body as versions 3 and later describe it. */
const bodyOf = ({ params }: N8nNode, use: Use): JsonRecord => {
  if (params.sendBody !== true) return { kind: 'none' };
  const kind = textOf(params.contentType) || 'json';
  const listed = pairs(params.bodyParameters);
  if (kind === 'json') {
    if (textOf(params.specifyBody) === 'json') return jsonBody(params.jsonBody, use);
    return {
      kind: 'json',
      value: Object.fromEntries(listed.map(({ name, value }) => [textOf(name), use.value(value, textOf(name))])),
    };
  }
  if (kind === 'form-urlencoded' && textOf(params.specifyBody) === 'string')
    return { kind: 'text', text: use.text(params.body, 'body') };
  if (kind === 'form-urlencoded') return { kind: 'form', fields: formFields(listed, use) };
  if (kind === 'multipart-form-data') {
    use.differs('The form is sent as "application/x-www-form-urlencoded", not in several parts.');
    return { kind: 'form', fields: formFields(listed, use) };
  }
  if (kind === 'raw') return { kind: 'text', text: use.text(params.body, 'body') };
  use.differs('It sends a file, which is left out.');
  return { kind: 'none' };
};

/** The body as versions 1 and 2 describe it. */
const oldBodyOf = ({ params }: N8nNode, method: string, use: Use): JsonRecord => {
  if (method === 'GET' || method === 'HEAD') return { kind: 'none' };
  const kind = textOf(params.bodyContentType) || 'json';
  const listed = pairs(params.bodyParametersUi);
  if (params.jsonParameters === true) {
    if (textOf(params.bodyParametersJson) === '') return { kind: 'none' };
    return kind === 'raw'
      ? { kind: 'text', text: use.text(params.bodyParametersJson, 'body') }
      : jsonBody(params.bodyParametersJson, use);
  }
  if (listed.length === 0) return { kind: 'none' };
  if (kind === 'json')
    return {
      kind: 'json',
      value: Object.fromEntries(listed.map(({ name, value }) => [textOf(name), use.value(value, textOf(name))])),
    };
  return { kind: 'form', fields: formFields(listed, use) };
};

const methodOf = ({ params, version }: N8nNode, use: Use): string => {
  const given = version >= 3 ? params.method : (params.requestMethod ?? params.method);
  const method = use.fixed(given, 'method') ?? 'GET';
  if (method === '' || methods.includes(method)) return method || 'GET';
  use.differs(`"${method}" is not a way to call an address here; it is set to GET.`);
  return 'GET';
};

/** How the request signs in; what a kind of sign-in needs here is told. */
const signIn = ({ params, credentials }: N8nNode, use: Use): string | undefined => {
  const wanted = textOf(params.authentication);
  if (wanted === 'none' || credentials.size === 0) return undefined;
  const name = use.credential();
  const [kind = ''] = credentials.keys();
  if (/OAuth/i.test(kind)) use.differs('It signed in with OAuth; the connection needs a token that is entered here.');
  else if (/^httpQueryAuth|^httpDigest|^httpCustom/.test(kind))
    use.differs('Its way of signing in is not possible here; the connection sends a token or a header.');
  return name;
};

const checkAddress = (url: string, use: Use): void => {
  const fixed = url.split('{{', 1)[0] ?? '';
  if (!/^https?:\/\/[^/?#{]+([/?#]|$)/i.test(fixed) || /^https?:\/\/[^/?#]*\{\{/i.test(url))
    use.differs('The host of its address is worked out; here it has to be typed.');
};

const answerOf = (id: string, options: JsonRecord): Source => {
  const response = recordOf(recordOf(options.response).response);
  const isFull = response.fullResponse === true || options.fullResponse === true;
  const isText = response.responseFormat === 'text' || options.responseFormat === 'string';
  const name = textOf(response.outputPropertyName) || 'data';
  const body = ['steps', id, 'body'];
  return sourceAt(body, {
    read: (path) => {
      if (isFull) return path[0] === 'statusCode' ? ['steps', id, 'status', ...path.slice(1)] : ['steps', id, ...path];
      return isText && path[0] === name ? [...body, ...path.slice(1)] : [...body, ...path];
    },
    items: { list: `{{ steps.${id}.body }}`, read: (path) => ['item', ...path], sure: false },
  });
};

const url = (setting: JsonValue | undefined, use: Use): string => {
  const text = use.text(setting, 'address').trim();
  return !isExpression(setting) && text !== '' && !/^[a-z]+:\/\//i.test(text) ? `http://${text}` : text;
};

/** HTTP request, in all its versions. */
export const httpRequest: Translate = (node, use) => {
  const { params, version } = node;
  const options = recordOf(params.options);
  const method = methodOf(node, use);
  const address = url(params.url, use);
  checkAddress(address, use);
  const isNew = version >= 3;
  const on = (name: string): boolean => !isNew || params[name] === true;
  const json = (name: string, kind: string): JsonValue | undefined =>
    isNew
      ? textOf(params[kind]) === 'json'
        ? params[name]
        : undefined
      : params.jsonParameters === true
        ? params[name]
        : undefined;
  const query = on('sendQuery')
    ? nameValues(
        pairs(isNew ? params.queryParameters : params.queryParametersUi),
        json(isNew ? 'jsonQuery' : 'queryParametersJson', 'specifyQuery'),
        'query values',
        use,
      )
    : [];
  const headers = on('sendHeaders')
    ? nameValues(
        pairs(isNew ? params.headerParameters : params.headerParametersUi),
        json(isNew ? 'jsonHeaders' : 'headerParametersJson', 'specifyHeaders'),
        'headers',
        use,
      )
    : [];
  if (isRecord(options.pagination) && Object.keys(options.pagination).length > 0)
    use.differs('It asks for one page only, not for all.');
  if (recordOf(recordOf(options.response).response).responseFormat === 'file')
    use.differs('What it downloads is not kept as a file.');
  if (options.allowUnauthorizedCerts === true) use.differs('Certificates are always checked.');
  if (options.proxy !== undefined) use.differs('It does not go through a proxy.');
  const credential = signIn(node, use);
  const timeout = Number(options.timeout);
  return oneStep(
    use,
    'http-request',
    {
      method,
      url: address,
      query,
      headers: headersOf(headers, use),
      body: isNew ? bodyOf(node, use) : oldBodyOf(node, method, use),
      ...(credential !== undefined && { credential }),
    },
    answerOf(use.id, options),
    Number.isInteger(timeout) && timeout > 0 && timeout <= 86_400_000 ? timeout : undefined,
  );
};
