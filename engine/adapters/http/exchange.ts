import type { Dispatcher } from 'undici';
import { Fault } from '../../model/fault.ts';
import type { FileSink } from '../files/receive-file.ts';
import { type BodyReader, decodeText, readBody } from './body.ts';
import type { Header } from './headers.ts';

/** One request as it goes over the wire. */
export interface Hop {
  url: URL;
  method: string;
  headers: Header[];
  body: string | Uint8Array | undefined;
  /** Where the body of an answer of success goes. */
  file?: FileSink | undefined;
}

/** One answer, read to its end. */
export interface Answer {
  status: number;
  headers: { [name: string]: string };
  text: string;
  /** Whether its body went into the file. */
  isInFile?: boolean;
}

type WireHeaders = Record<string, string | string[] | undefined>;

const readHeaders = (headers: WireHeaders): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

/**
 * Sends one request and reads the answer. Rejects with what the connection threw, a fault of the body, or the
 * signal's reason, at once even while connecting. `written` is called when the first byte is about to leave: until
 * then the other side cannot have done anything.
 */
export const exchange = (
  dispatcher: Dispatcher,
  { url, method, headers, body, file }: Hop,
  signal: AbortSignal,
  written: () => void,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let reader: BodyReader | undefined;
    let head: Pick<Answer, 'status' | 'headers'> | undefined;
    let settled = false;

    const settle = (finish: () => void): void => {
      if (settled) return;
      settled = true;
      signal.removeEventListener('abort', onAbort);
      reader?.drop();
      finish();
    };
    const fail = (thrown: unknown): void =>
      settle(() => {
        controller?.abort(thrown instanceof Error ? thrown : new Error(String(thrown)));
        reject(thrown);
      });
    const onAbort = (): void => fail(signal.reason);

    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();

    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: headers.flatMap(({ name, value }) => [name, value]),
        body: body ?? null,
        // One deadline holds for the whole request; the signal brings it.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart: (started) => {
          controller = started;
          // Given up while waiting for a connection: stopped here, nothing is written.
          if (settled) started.abort(new Error('given up'));
          else written();
        },
        // Called once more for every announcement (1xx) before the answer; the last call counts.
        onResponseStart: (_controller, status, wireHeaders) => {
          const read = readHeaders(wireHeaders);
          head = { status, headers: read };
          const isInFile = file !== undefined && status >= 200 && status < 300;
          reader = readBody(
            read['content-encoding'] ?? '',
            () => controller?.resume(),
            (outcome) => {
              if (outcome instanceof Fault) fail(outcome);
              else
                settle(() =>
                  resolve({ status, headers: read, text: decodeText(outcome, read['content-type'] ?? ''), isInFile }),
                );
            },
            isInFile ? file : null,
          );
        },
        onResponseData: (_controller, chunk) => {
          if (reader?.write(chunk) === false) controller?.pause();
        },
        onResponseEnd: () => {
          if (head) reader?.end();
        },
        onResponseError: (_controller, thrown) => fail(thrown),
      },
    );
  });
