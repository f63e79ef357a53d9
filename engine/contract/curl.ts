import type { JsonValue } from '../model/json.ts';

/** A curl command as params of a web request. */
export interface CurlParams {
  method: string;
  url: string;
  query: { name: string; value: string }[];
  headers: { name: string; value: string }[];
  body:
    | { kind: 'none' }
    | { kind: 'json'; value: JsonValue }
    | { kind: 'form'; fields: { name: string; value: string }[] }
    | { kind: 'text'; text: string };
  /** What was left out, a sentence each. */
  notes: string[];
}
