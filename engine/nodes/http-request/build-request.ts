import type { JsonValue } from '../../model/json.ts';
import type { Preview } from '../../model/preview.ts';
import { type AddressPlan, resolveAddress } from './address.ts';

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
    | { kind: 'text'; text: string };
}

/** A request as it is sent, but for what the connection adds (host, length, encoding) and the credential. */
export interface BuiltRequest {
  method: string;
  url: string;
  headers: NameValue[];
  body: string | null;
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

const writeBody = (body: FilledParams['body']): { type: string; text: string } | null => {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return { type: 'application/json', text: JSON.stringify(body.value) };
    case 'form':
      return {
        type: 'application/x-www-form-urlencoded',
        text: new URLSearchParams(body.fields.map(({ name, value }): [string, string] => [name, value])).toString(),
      };
    case 'text':
      return { type: 'text/plain; charset=utf-8', text: body.text };
  }
};

/** Builds the request. Throws `http.url` when data would lead the address elsewhere. */
export const buildRequest = (params: FilledParams, plan: AddressPlan): BuiltRequest => {
  const url = withQuery(resolveAddress(params.url, plan), params.query);
  const body = writeBody(params.body);
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
    body: body?.text ?? null,
  };
};

/** The request as shown to the person. The credential is named, never shown. */
export const previewOf = ({ method, url, headers, body }: BuiltRequest, credential: string | undefined): Preview => ({
  kind: 'request',
  method,
  url,
  headers:
    credential === undefined
      ? headers
      : [...headers, { name: 'Authorization', value: `(from connection "${credential}")` }],
  body: body ?? '',
});
