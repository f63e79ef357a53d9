import type { JsonValue } from '../../model/json.ts';
import type { Preview } from '../../model/preview.ts';
import { type AddressPlan, resolveAddress } from './address.ts';
import { fileBody, multipartBody, type UploadedFile } from './upload.ts';

interface NameValue {
  name: string;
  value: string;
}

/** The params of a request once every template has its value. */
export interface FilledParams {
  method: string;
  url: string;
  query: NameValue[];
  headers: NameValue[];
  body:
    | { kind: 'none' }
    | { kind: 'json'; value: JsonValue }
    | { kind: 'form'; fields: NameValue[] }
    | { kind: 'text'; text: string }
    | { kind: 'multipart'; fields: NameValue[]; files: { name: string; file: string }[] }
    | { kind: 'file'; file: string };
}

/** A request as it is sent, but for what the connection adds (host, length, encoding) and the credential. */
export interface BuiltRequest {
  method: string;
  url: string;
  headers: NameValue[];
  body: string | Uint8Array | null;
  /** The body as it is shown: a sentence stands in the place of a file. */
  shown: string;
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Values become values, whatever they hold: the encoder places them, no text is glued together. */
const withQuery = (url: URL, query: readonly NameValue[]): URL => {
  const added = query.map(({ name, value }) => `${encode(name)}=${encode(value)}`);
  const present = url.search.slice(1);
  const whole = new URL(url);
  whole.search = (present === '' ? added : [present, ...added]).join('&');
  return whole;
};

const ofText = (type: string, text: string) => ({ type, sent: text, shown: text });

const writeBody = async (
  body: FilledParams['body'],
  read: (path: string) => Promise<UploadedFile>,
): Promise<{ type: string; sent: string | Uint8Array; shown: string } | null> => {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return ofText('application/json', JSON.stringify(body.value));
    case 'form':
      return ofText(
        'application/x-www-form-urlencoded',
        new URLSearchParams(body.fields.map(({ name, value }): [string, string] => [name, value])).toString(),
      );
    case 'text':
      return ofText('text/plain; charset=utf-8', body.text);
    case 'multipart':
      return multipartBody(
        body.fields,
        await Promise.all(body.files.map(async ({ name, file }) => ({ name, file: await read(file) }))),
      );
    case 'file':
      return fileBody(await read(body.file));
  }
};

/** Builds the request; `read` opens a file that is sent. Throws `http.url` when data would lead the address elsewhere. */
export const buildRequest = async (
  params: FilledParams,
  plan: AddressPlan,
  read: (path: string) => Promise<UploadedFile>,
): Promise<BuiltRequest> => {
  const url = withQuery(resolveAddress(params.url, plan), params.query);
  const body = await writeBody(params.body, read);
  const names = new Set(params.headers.map(({ name }) => name.toLowerCase()));
  const usual: NameValue[] = [
    ...(body === null ? [] : [{ name: 'Content-Type', value: body.type }]),
    { name: 'Accept', value: 'application/json, */*;q=0.5' },
    // Some services, GitHub among them, refuse requests that do not say who asks.
    { name: 'User-Agent', value: 'WhenThen' },
  ];
  return {
    method: params.method,
    url: url.href,
    headers: [...params.headers, ...usual.filter(({ name }) => !names.has(name.toLowerCase()))],
    body: body?.sent ?? null,
    shown: body?.shown ?? '',
  };
};

/** The request as shown to the person. The credential is named, never shown. */
export const previewOf = (
  { method, url, headers, shown }: BuiltRequest,
  credential: string | undefined,
  saveTo: string | null,
): Preview => ({
  kind: 'request',
  method,
  url,
  headers:
    credential === undefined
      ? headers
      : [...headers, { name: 'Authorization', value: `(from connection "${credential}")` }],
  body: shown,
  ...(saveTo !== null && { saveTo }),
});
