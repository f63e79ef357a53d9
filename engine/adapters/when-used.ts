import type { HttpClientOptions, HttpTransport } from './http/client.ts';
import type { MailTransport } from './mail/transport.ts';

/** The HTTP client is a tenth of the memory of an idle engine, so it is loaded by the first step that sends a request. */
export const loadHttpWhenUsed = (options: HttpClientOptions): HttpTransport => {
  let loading: Promise<HttpTransport> | undefined;
  const load = (): Promise<HttpTransport> => {
    loading ??= import('./http/client.ts').then(({ createHttpClient }) => createHttpClient(options));
    return loading;
  };
  return {
    forFlow: (policy) => ({ send: async (request) => (await load()).forFlow(policy).send(request) }),
    signIn: async (credential) => (await load()).signIn(credential),
    close: async () => {
      await (await loading)?.close();
    },
  };
};

/** Mail is loaded by the first step that sends some, for the same reason. */
export const loadMailWhenUsed = (): MailTransport => {
  let loading: Promise<MailTransport> | undefined;
  const load = (): Promise<MailTransport> => {
    loading ??= import('./mail/transport.ts').then(({ createMailTransport }) => createMailTransport());
    return loading;
  };
  return {
    forFlow: (policy) => ({
      compose: async (draft) => (await load()).forFlow(policy).compose(draft),
      send: async (mail, call) => (await load()).forFlow(policy).send(mail, call),
    }),
    check: async (settings, call) => (await load()).check(settings, call),
    close: async () => {
      await (await loading)?.close();
    },
  };
};
