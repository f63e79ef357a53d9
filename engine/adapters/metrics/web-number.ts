import { personFault, worldFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Metric } from '../../model/monitor/metric.ts';
import { readNumber } from '../../model/monitor/read-number.ts';
import type { HttpClient } from '../../model/outside.ts';
import { parseJson } from '../../model/parse-json.ts';
import { readPath } from '../../model/read-path.ts';

const parse = (text: string, host: string): JsonValue => {
  try {
    return parseJson(text);
  } catch {
    throw personFault('metric.not-json', `${host} did not answer with JSON.`, {
      fix: 'Choose an address that answers with JSON, not with a page for people.',
    });
  }
};

/** The number in a JSON answer; null when there is something else at its place. */
export const webNumber = async (
  { url, path, credential }: Extract<Metric, { kind: 'http-json' }>,
  http: HttpClient,
  call: { timeoutMs: number; signal: AbortSignal },
): Promise<number | null> => {
  if (!URL.canParse(url))
    throw personFault('metric.unfinished', 'There is no address to look at yet.', {
      fix: 'Type an address such as https://example.com/price.json.',
    });
  const { host, hostname } = new URL(url);
  const { status, text } = await http.send({
    method: 'GET',
    url,
    headers: [{ name: 'accept', value: 'application/json' }],
    literalHost: hostname,
    depth: 0,
    ...call,
    ...(credential !== undefined && { credential }),
  });
  if (status >= 400)
    throw worldFault('metric.answered', `${host} answered ${status} instead of a number.`, {
      fix: 'Check the address and the connection. It is asked again by itself.',
    });
  return readNumber(readPath(parse(text, host), path));
};
