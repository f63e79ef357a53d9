import { type Fault, personFault, toFault, worldFault } from '../../model/fault.ts';
import { isRecord, type JsonValue } from '../../model/json.ts';
import type { Clock, HttpResponse } from '../../model/outside.ts';
import { readRetryAfter } from '../../model/retry-after.ts';
import type { PollSource, StartWatcher, WatchContext, Watching } from '../../model/watch.ts';
import { readItems } from './read-items.ts';

/** Ids remembered of items that are no longer in the list. */
const maxSeen = 10_000;
const longestWaitMs = 6 * 3_600_000;
const timeoutMs = 30_000;

interface Progress {
  of: string;
  seen: string[];
  etag: string | null;
  lastModified: string | null;
}

const readProgress = (state: JsonValue | null, of: string): Progress | null => {
  if (!isRecord(state) || state.of !== of || !Array.isArray(state.seen)) return null;
  const text = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);
  return {
    of,
    seen: state.seen.filter((id) => typeof id === 'string'),
    etag: text(state.etag),
    lastModified: text(state.lastModified),
  };
};

const meanings: Record<number, string> = {
  401: 'it refused the sign-in',
  403: 'it does not allow this',
  404: 'there is nothing at this address',
  410: 'what was at this address is gone for good',
  429: 'it asks to be called less often',
};

const statusFault = ({ status, headers, url }: HttpResponse, nowMs: number): Fault => {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const meaning = meanings[status] ?? (status >= 500 ? 'it has a problem of its own' : 'it refused the request');
  const message = `${new URL(url).host} answered ${status}: ${meaning}.`;
  const details = { ...(retryAfterMs !== undefined && { retryAfterMs }) };
  if (status >= 500 || status === 429)
    return worldFault(`poll.answered-${status}`, message, {
      ...details,
      fix: 'It is asked again by itself, more slowly.',
    });
  return personFault(`poll.answered-${status}`, message, { ...details, fix: 'Check the address and the connection.' });
};

const pollAddress = (clock: Clock, source: PollSource, context: WatchContext): Watching => {
  const { url, format, items, itemId, everySeconds, credential, startFrom } = source;
  const of = JSON.stringify([url, format, items, itemId]);
  const everyMs = everySeconds * 1000;
  const stop = new AbortController();
  let progress = readProgress(context.state, of);
  // What came while the flow was off is remembered, not run.
  let onlyRemember = progress === null ? startFrom === 'now' : context.justSwitchedOn;
  let failures = 0;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let looking = false;
  let callOff = (): void => {};

  const ask = (): Promise<HttpResponse> => {
    const accept =
      format === 'feed'
        ? 'application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5'
        : 'application/json';
    const headers = [{ name: 'accept', value: accept }];
    if (progress?.etag) headers.push({ name: 'if-none-match', value: progress.etag });
    if (progress?.lastModified) headers.push({ name: 'if-modified-since', value: progress.lastModified });
    return context.outside.http.send({
      method: 'GET',
      url,
      headers,
      literalHost: new URL(url).hostname,
      depth: 0,
      timeoutMs,
      signal: stop.signal,
      ...(credential !== null && { credential }),
    });
  };

  const take = async (response: HttpResponse): Promise<void> => {
    if (response.status === 304) return;
    if (response.status >= 400) throw statusFault(response, clock.now());
    const found = readItems(response.text, source).slice(0, maxSeen);
    const known = new Set(progress?.seen);
    const fresh = found.filter(({ id }) => !known.has(id));
    // Ids still in the list stay; of those that left it the latest are kept.
    const listed = new Set(found.map(({ id }) => id));
    const left = [...known].filter((id) => !listed.has(id));
    const next: Progress = {
      of,
      seen: [...left, ...listed].slice(-maxSeen),
      etag: response.headers.etag ?? null,
      lastModified: response.headers['last-modified'] ?? null,
    };
    await context.saw(onlyRemember ? [] : fresh.map(({ payload }) => ({ payload })), { ...next });
    progress = next;
    onlyRemember = false;
  };

  const lookIn = (ms: number): void => {
    callOff();
    if (!stop.signal.aborted) callOff = clock.alarm(ms, look);
  };

  const failed = (thrown: unknown): number => {
    const fault = toFault(thrown);
    failures += 1;
    context.trouble({ code: fault.code, message: fault.message, fix: fault.fix ?? 'It is tried again by itself.' });
    const slower = Math.min(everyMs * 2 ** Math.min(failures - 1, 20), Math.max(everyMs, longestWaitMs));
    notBeforeMs = clock.monotonic() + (fault.retryAfterMs ?? 0);
    return Math.max(slower, fault.retryAfterMs ?? 0);
  };

  const lookOnce = async (): Promise<number> => {
    try {
      await take(await ask());
      failures = 0;
      context.trouble(null);
      return everyMs;
    } catch (thrown) {
      return stop.signal.aborted ? everyMs : failed(thrown);
    }
  };

  const look = (): void => {
    if (looking || stop.signal.aborted || clock.monotonic() < notBeforeMs) return;
    looking = true;
    callOff();
    void lookOnce().then((nextMs) => {
      looking = false;
      lookIn(nextMs);
    });
  };

  look();
  return {
    look,
    stop: () => {
      stop.abort();
      callOff();
    },
  };
};

/** Asks web addresses for lists and tells what is new in them, politely: only for changes, and as seldom as they wish. */
export const createPollWatcher =
  (clock: Clock): StartWatcher<PollSource> =>
  (source, context) =>
    pollAddress(clock, source, context);
