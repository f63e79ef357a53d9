import { Agent, type Dispatcher, Pool } from 'undici';
import type { OpenCredential } from '../../model/credential.ts';
import { personFault } from '../../model/fault.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../model/outside.ts';
import type { FileSink } from '../files/receive-file.ts';
import { acceptedEncodings } from './body.ts';
import { createConnector, type Lookup } from './connector.ts';
import { checkHost, credentialHeader } from './credential.ts';
import { type Answer, exchange, type Hop } from './exchange.ts';
import { faultOf, type GaveUp } from './faults.ts';
import { checkHeaders, withDefault, withHeader } from './headers.ts';
import { createTokens, type Token } from './oauth.ts';
import { canonicalHost, hostAndPort, parseTarget } from './parse-target.ts';
import { followRedirect, isSafeMethod, maxRedirects, tooManyRedirects } from './redirect.ts';

/** What one flow may reach. */
export interface HttpPolicy {
  /** Whether the person allowed this address on this computer or the local network for the flow. */
  allowsPrivate(hostAndPort: string): boolean;
  /** Opens a credential by name; throws a fault when it is missing or locked. */
  openCredential(name: string): OpenCredential;
  /** Begins a file for an answer; throws a fault when it may not be written. Without it nothing can be saved. */
  openFile?(path: string): Promise<FileSink>;
}

/** Whether a host is on this computer or the local network. */
type IsLocal = (host: string) => boolean;

export interface HttpClientOptions {
  /** Ports WhenThen itself listens on; never called on this computer. */
  ownPorts: () => ReadonlySet<number>;
  /** Replaces the name look-up of the system in tests. */
  lookup?: Lookup;
  connectTimeoutMs?: number;
  /** Which addresses for tokens, as the person entered them, may be on this computer or the local network. */
  isLocal?: IsLocal;
  /** Time in ms, for how long tokens are good. */
  monotonic?: () => number;
}

/** Read by the webhook port of any WhenThen, which only ever raises the depth by it. */
const depthHeader = 'X-WhenThen-Depth';

/** At most this many connections to one service at a time; more requests wait for a free one. */
const connectionsPerHost = 10;

const createAgent = (options: HttpClientOptions, allowPrivate: boolean): Agent =>
  new Agent({
    connections: connectionsPerHost,
    factory: (origin, settings) => {
      const { lookup, ownPorts, connectTimeoutMs = 10_000 } = options;
      const url = new URL(origin);
      const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
      return new Pool(origin, {
        ...settings,
        connect: createConnector(port, { allowPrivate, ownPorts, lookup, connectTimeoutMs }),
      });
    },
  });

const checkMethod = (method: string): void => {
  if (!/^(GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)$/.test(method))
    throw personFault('http.method', `"${method.slice(0, 40)}" is not a way to call a web address.`, {
      fix: 'Choose GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.',
    });
};

const checkLiteral = (url: URL, literalHost: string | null): void => {
  if (literalHost !== null && canonicalHost(literalHost) === url.hostname) return;
  throw personFault(
    'http.address-from-data',
    `The host ${url.hostname} comes from data. A flow only calls hosts that are typed in its steps.`,
    { fix: 'Type the beginning of the address, such as https://example.com/, in the step itself.' },
  );
};

/** The time a request has and the person's wish to stop, as one signal. */
const createStop = (timeoutMs: number, signal: AbortSignal) => {
  const stop = new AbortController();
  let gaveUp: GaveUp | null = null;
  const giveUp = (why: GaveUp): void => {
    gaveUp ??= why;
    stop.abort(new Error(why));
  };
  const cancel = (): void => giveUp('cancelled');
  const timer = setTimeout(() => giveUp('timeout'), timeoutMs);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  return {
    signal: stop.signal,
    gaveUp: () => gaveUp,
    release: (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    },
  };
};

/** The request as first sent, and the name of the header its credential went into. */
const firstHop = (request: HttpRequest, credential: OpenCredential | null): { hop: Hop; secret: string | null } => {
  const url = parseTarget(request.url);
  checkMethod(request.method);
  checkLiteral(url, request.literalHost);
  let headers = withDefault(request.headers, { name: 'accept-encoding', value: acceptedEncodings });
  headers = withHeader(headers, { name: depthHeader, value: String(request.depth + 1) });
  if (request.idempotencyKey !== undefined)
    headers = withDefault(headers, { name: 'Idempotency-Key', value: request.idempotencyKey });
  const attached = credential && credentialHeader(credential, url, request.literalHost !== null);
  if (attached) headers = withHeader(headers, attached);
  checkHeaders(headers);
  return { hop: { url, method: request.method, headers, body: request.body }, secret: attached?.name ?? null };
};

interface Agents {
  open: Dispatcher;
  local: Dispatcher;
}

const openFile = ({ openFile: open }: HttpPolicy, path: string): Promise<FileSink> => {
  if (open) return open(path);
  throw personFault('file.denied', 'What is answered here cannot be saved as a file.', { fix: 'Leave the file out.' });
};

const send = async (
  agents: Agents,
  policy: HttpPolicy,
  request: HttpRequest,
  credential: OpenCredential | null,
): Promise<HttpResponse> => {
  const { hop: first, secret } = firstHop(request, credential);
  // Before anything is sent: a request whose answer has no place to go is not sent.
  const file = request.saveTo === undefined ? undefined : await openFile(policy, request.saveTo);
  const stop = createStop(request.timeoutMs, request.signal);
  let hop: Hop = { ...first, file };
  let isSaved = false;
  let written = false;
  // A redirect that turned a POST into a GET means the POST was taken; from then on the outcome is never certain.
  let acted = false;
  try {
    for (let redirects = 0; ; redirects++) {
      written = false;
      const typed = hop.url.hostname === first.url.hostname;
      // Connections to private addresses are kept apart: a flow without permission must not find one open.
      const agent = typed && policy.allowsPrivate(hostAndPort(hop.url)) ? agents.local : agents.open;
      const answer: Answer = await exchange(agent, hop, stop.signal, () => {
        written = true;
      });
      written = false;
      acted ||= !isSafeMethod(hop.method) && answer.status < 307;
      const next = request.followRedirects === false ? null : followRedirect(hop, answer, secret);
      if (next === null) {
        const { isInFile, ...rest } = answer;
        if (!isInFile || !file) return { ...rest, url: hop.url.href };
        isSaved = true;
        return { ...rest, url: hop.url.href, saved: await file.finish() };
      }
      if (redirects === maxRedirects) throw tooManyRedirects(next.url);
      hop = next;
    }
  } catch (thrown) {
    throw faultOf(thrown, {
      url: hop.url,
      timeoutMs: request.timeoutMs,
      written,
      mayHaveActed: acted || (written && !isSafeMethod(hop.method)),
      redirected: hop.url.hostname !== first.url.hostname,
      gaveUp: stop.gaveUp(),
    });
  } finally {
    if (!isSaved) await file?.drop();
    stop.release();
  }
};

/** Calls the web for every flow. */
export interface HttpTransport {
  /** The client of one flow, bound to what it may reach. */
  forFlow(policy: HttpPolicy): HttpClient;
  /** Signs in with an `oauth2` credential anew, and says how long its token is good. Throws `oauth.*` and `http.*` faults. */
  signIn(credential: OpenCredential): Promise<Pick<Token, 'expiresInMs'>>;
  /** Breaks what is under way and closes every connection. */
  close(): Promise<void>;
}

const noCredential = (name: string): never => {
  throw personFault('credential.wrong-kind', `The connection "${name}" cannot be used here.`);
};

/** How a token is asked for, whoever waits for it. */
const tokenRequest = { method: 'POST', followRedirects: false, depth: 0, timeoutMs: 15_000 } as const;

/** Services echo what they were sent; a token that is not saved anywhere is known here only. */
const withoutToken = (response: HttpResponse, token: string, name: string): HttpResponse => {
  const clean = (text: string): string => text.replaceAll(token, `[secret: ${name}]`);
  const headers = Object.entries(response.headers).map(([header, value]) => [header, clean(value)] as const);
  return { ...response, text: clean(response.text), headers: Object.fromEntries(headers) };
};

/** Makes the one client of the engine; connections are shared by all flows, permissions are not. */
export const createHttpClient = (options: HttpClientOptions): HttpTransport => {
  const agents = { open: createAgent(options, false), local: createAgent(options, true) };
  const { isLocal = () => false, monotonic = () => performance.now() } = options;
  const tokens = createTokens(({ tokenUrl }, request) => {
    const url = new URL(tokenUrl);
    const policy = {
      allowsPrivate: (target: string) => isLocal(url.hostname) && target === hostAndPort(url),
      openCredential: noCredential,
    };
    return send(
      agents,
      policy,
      { ...tokenRequest, ...request, url: url.href, literalHost: url.hostname, signal: new AbortController().signal },
      null,
    );
  }, monotonic);

  /** With a token: one the service does not take any more is replaced once. */
  const sendSignedIn = async (
    policy: HttpPolicy,
    request: HttpRequest,
    credential: OpenCredential,
  ): Promise<HttpResponse> => {
    // Not even asked for on behalf of a request that may not have it.
    checkHost(credential, parseTarget(request.url), request.literalHost !== null);
    for (;;) {
      const { text: value, isNew } = await tokens.get(credential);
      const response = await send(agents, policy, request, { ...credential, kind: 'bearer', value });
      if (response.status !== 401 || isNew) return withoutToken(response, value, credential.name);
      tokens.forget(credential, value);
    }
  };

  return {
    forFlow: (policy) => ({
      send: async (request) => {
        const credential = request.credential === undefined ? null : policy.openCredential(request.credential);
        return credential?.kind === 'oauth2'
          ? sendSignedIn(policy, request, credential)
          : send(agents, policy, request, credential);
      },
    }),
    signIn: (credential) => tokens.renew(credential),
    close: async () => {
      await Promise.all([agents.open.destroy(), agents.local.destroy()]);
    },
  };
};
