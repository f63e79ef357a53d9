import type { AiAccess, AiAnswer, AiDraft, AiQuestion, AiSettings } from '../../model/ai.ts';
import { Fault, type FaultData, personFault, toFault, worldFault } from '../../model/fault.ts';
import type { Ai, HttpResponse } from '../../model/outside.ts';
import type { HttpPolicy, HttpTransport } from '../http/client.ts';
import { hostAndPort } from '../http/parse-target.ts';
import { readFields } from './read-fields.ts';
import { cannotDo, type Reply, readModels, readReply, refusal } from './read-reply.ts';
import { type Ability, type Message, writeBody, writeInstructions } from './write-question.ts';

interface Call {
  /** Removes secrets from a text of the service. */
  redact: (text: string) => string;
  depth: number;
  nowMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** What one flow may ask with. */
export interface AiPolicy {
  openConnection(name: string): AiSettings;
  /** Whether a host is on this computer or the local network. */
  isLocal: (host: string) => boolean;
  redact: Call['redact'];
}

export interface AiTransport {
  /** The AI services as one flow may use them. */
  forFlow(policy: AiPolicy): Ai;
  /** The models a service has, null where it does not say. Throws `ai.*` and `http.*` faults. */
  models(access: AiAccess, isLocal: AiPolicy['isLocal'], call: Call): Promise<string[] | null>;
}

/** More than any model takes in one go; kept from being sent by mistake. */
const maxQuestionLength = 400_000;

/** The address of a method; what was typed may end in a slash, or be the whole address of the one that answers. */
const methodOf = (address: string, method: string): URL => {
  const url = new URL(address);
  const base = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  url.pathname = `${base}/${method}`;
  return url;
};

/** Azure takes a key under a name of its own. */
const signIn = (url: URL, key: string): { name: string; value: string }[] => {
  if (key === '') return [];
  return url.hostname.endsWith('.azure.com')
    ? [{ name: 'api-key', value: key }]
    : [{ name: 'Authorization', value: `Bearer ${key}` }];
};

/** A service on one's own network was entered by the person; a public name may not lead there. */
const policyOf = (url: URL, isLocal: AiPolicy['isLocal']): HttpPolicy => ({
  allowsPrivate: (target) => isLocal(url.hostname) && target === hostAndPort(url),
  openCredential: (name) => {
    throw personFault('credential.wrong-kind', `The connection "${name}" cannot be used here.`);
  },
});

/** Errors pass on without the key, whatever the service or the network put into them. */
const redacted = (thrown: unknown, redact: Call['redact']): Fault => {
  const fault = toFault(thrown);
  const data = JSON.parse(redact(JSON.stringify(fault))) as FaultData;
  return new Fault(fault.who, fault.code, data.message, data);
};

const simpler: Record<Ability['form'], Ability['form'] | null> = { schema: 'json', json: 'words', words: null };

/** What is asked for instead when a service cannot do something; null when there is nothing left to leave out. */
const withLess = (response: HttpResponse, { form, limit }: Ability, draft: AiDraft): Ability | null => {
  const what = cannotDo(response);
  if (what === 'limit' && limit && draft.maxWords !== null) return { form, limit: false };
  const next = simpler[form];
  return what !== null && draft.fields && next ? { form: next, limit } : null;
};

const plus = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;

/** Asks AI services over HTTP. */
export const createAiTransport = (http: HttpTransport): AiTransport => {
  /** What services turned out to be able to do, by address and model; learned again after a restart. */
  const known = new Map<string, Ability>();
  const keyOf = ({ address, model }: AiSettings): string => `${address} ${model}`;
  const abilityOf = (settings: AiSettings): Ability => known.get(keyOf(settings)) ?? { form: 'schema', limit: true };

  const request = async (
    url: URL,
    { key, isLocal, body }: { key: string; isLocal: AiPolicy['isLocal']; body?: string },
    { depth, timeoutMs, signal, redact }: Call,
  ): Promise<HttpResponse> => {
    const response = await http.forFlow(policyOf(url, isLocal)).send({
      method: body === undefined ? 'GET' : 'POST',
      url: url.href,
      headers: [
        ...(body === undefined ? [] : [{ name: 'Content-Type', value: 'application/json' }]),
        { name: 'Accept', value: 'application/json' },
        { name: 'User-Agent', value: 'WhenThen' },
        ...signIn(url, key),
      ],
      literalHost: url.hostname,
      followRedirects: false,
      depth,
      timeoutMs,
      signal,
      ...(body !== undefined && { body }),
    });
    return { ...response, text: redact(response.text) };
  };

  /** Sends messages until the service takes one of the forms it can be asked in. */
  const converse = async (
    settings: AiSettings,
    policy: AiPolicy,
    draft: AiDraft,
    messages: readonly Message[],
    call: Call,
  ): Promise<{ reply: Reply; body: string }> => {
    const url = methodOf(settings.address, 'chat/completions');
    for (let ability = abilityOf(settings); ; ) {
      const body = writeBody(settings.model, messages, draft, ability);
      const response = await request(url, { key: settings.key, isLocal: policy.isLocal, body }, call);
      if (response.status >= 200 && response.status < 300) {
        known.set(keyOf(settings), ability);
        return { reply: readReply(response), body };
      }
      const less = withLess(response, ability, draft);
      if (!less) throw refusal(response, { model: settings.model, nowMs: call.nowMs });
      ability = less;
    }
  };

  const messagesOf = ({ instructions, prompt }: Pick<AiQuestion, 'instructions' | 'prompt'>): Message[] => [
    ...(instructions === '' ? [] : [{ role: 'system' as const, content: instructions }]),
    { role: 'user', content: prompt },
  ];

  const compose = (draft: AiDraft, openConnection: AiPolicy['openConnection']): AiQuestion => {
    const { connection, fields } = draft;
    const prompt = draft.prompt.toWellFormed();
    const instructions = writeInstructions(draft).toWellFormed();
    if (prompt.trim() === '')
      throw personFault('ai.no-question', 'There was nothing to ask: the question turned out empty.', {
        fix: 'Say what to do when it is empty, or correct the data and replay it.',
      });
    if (prompt.length + instructions.length > maxQuestionLength)
      throw personFault('ai.too-long', 'This question is longer than any AI takes (400,000 characters).', {
        fix: 'Send less of the data, for example only the field that matters.',
        data: { length: prompt.length + instructions.length, limit: maxQuestionLength },
      });
    if (connection === '') return { connection, host: '', model: '', instructions, prompt, fields, body: '' };
    const settings = openConnection(connection);
    const body = writeBody(settings.model, messagesOf({ instructions, prompt }), draft, abilityOf(settings));
    return {
      connection,
      host: new URL(settings.address).host,
      model: settings.model,
      instructions,
      prompt,
      fields,
      body,
    };
  };

  const ask = async (draft: AiDraft, policy: AiPolicy, call: Call): Promise<AiAnswer> => {
    const question = compose(draft, policy.openConnection);
    const settings = policy.openConnection(draft.connection);
    const messages = messagesOf(question);
    const { reply, body } = await converse(settings, policy, draft, messages, call);
    if (draft.fields === null) return { answer: { text: reply.text }, usage: reply.usage, body };
    const read = readFields(reply.text, draft.fields);
    if ('values' in read) return { answer: read.values, usage: reply.usage, body };
    const again = await converse(
      settings,
      policy,
      draft,
      [
        ...messages,
        { role: 'assistant', content: reply.text },
        { role: 'user', content: `${read.problem} Answer again, with nothing but the JSON record that was asked for.` },
      ],
      call,
    );
    const repaired = readFields(again.reply.text, draft.fields);
    const usage = {
      question: plus(reply.usage.question, again.reply.usage.question),
      answer: plus(reply.usage.answer, again.reply.usage.answer),
    };
    if ('values' in repaired) return { answer: repaired.values, usage, body: again.body };
    throw worldFault(
      'ai.wrong-shape',
      `The AI did not answer as it was asked to, not even when asked again. ${repaired.problem}`,
      {
        retryable: false,
        fix: 'Describe this field better, ask for fewer fields, or choose a more able model.',
        data: { field: repaired.field, answer: again.reply.text.slice(0, 2000) },
      },
    );
  };

  return {
    forFlow: (policy) => ({
      compose: (draft) => compose(draft, policy.openConnection),
      ask: async (draft, call) => {
        try {
          return await ask(draft, policy, { ...call, redact: policy.redact });
        } catch (thrown) {
          throw redacted(thrown, policy.redact);
        }
      },
    }),
    models: async ({ address, key }, isLocal, call) => {
      try {
        const response = await request(methodOf(address, 'models'), { key, isLocal }, call);
        if (response.status === 404 || response.status === 405 || response.status === 501) return null;
        if (response.status !== 200) throw refusal(response, { model: '', nowMs: call.nowMs });
        return readModels(response);
      } catch (thrown) {
        throw redacted(thrown, call.redact);
      }
    },
  };
};
