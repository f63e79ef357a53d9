import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { listOf, type N8nNode, recordOf, textOf } from '../read-workflow.ts';
import { outputOf, sourceAt } from '../source.ts';
import { NoCounterpart, oneStep, type Translate, type Use } from '../translation.ts';

/** A setting n8n keeps as a value or as a choice from a list (`{__rl, value, cachedResultName}`). */
export const chosen = (setting: JsonValue | undefined): { value: JsonValue | undefined; name: string } => {
  const { __rl, value, cachedResultName } = recordOf(setting);
  return __rl === true ? { value, name: textOf(cachedResultName) } : { value: setting, name: '' };
};

const mailFields = ['to', 'cc', 'bcc', 'replyTo', 'subject', 'text', 'html'] as const;
type MailSettings = Partial<Record<(typeof mailFields)[number], JsonValue | undefined>>;

const sendMail = (
  settings: MailSettings,
  { from, files }: { from?: JsonValue | undefined; files: boolean },
  use: Use,
) => {
  const params: JsonRecord = { connection: use.credential() ?? '' };
  for (const field of mailFields) {
    const setting = settings[field];
    if (setting !== undefined && setting !== '') params[field] = use.text(setting, field);
  }
  if (textOf(from) !== '')
    use.differs(`The sender is the one of the connection, not ${textOf(from).replace(/^=/, '')}.`);
  if (params.connection === '') use.differs('It is kept in the Practice outbox until a connection is chosen.');
  if (files) use.differs('Files are not attached.');
  return oneStep(use, 'send-email', params, outputOf(use.id));
};

const operationIs = ({ params }: N8nNode, resource: string, operations: readonly string[]): void => {
  const given = {
    resource: textOf(params.resource) || resource,
    operation: textOf(params.operation) || operations[0] || '',
  };
  if (given.resource !== resource || !operations.includes(given.operation))
    throw new NoCounterpart(`It does "${given.operation}" with "${given.resource}".`);
};

const emailSend: Translate = ({ params, version }, use) => {
  if (textOf(params.operation) === 'sendAndWait') throw new NoCounterpart('It waits for an answer to the e-mail.');
  const options = recordOf(params.options);
  const format = version >= 2 ? textOf(params.emailFormat) || (version >= 2.1 ? 'html' : 'text') : 'both';
  return sendMail(
    {
      to: params.toEmail,
      cc: params.ccEmail ?? options.ccEmail,
      bcc: params.bccEmail ?? options.bccEmail,
      replyTo: options.replyTo,
      subject: params.subject,
      text: format === 'html' ? undefined : params.text,
      html: format === 'text' ? undefined : params.html,
    },
    { from: params.fromEmail, files: textOf(params.attachments ?? options.attachments) !== '' },
    use,
  );
};

const gmail: Translate = (node, use) => {
  operationIs(node, 'message', ['send']);
  const { params, version } = node;
  const more = recordOf(version >= 2 ? params.options : params.additionalFields);
  const isHtml = version >= 2 ? (textOf(params.emailType) || 'html') === 'html' : params.includeHtml === true;
  const to = params.sendTo ?? listOf(params.toList).map(textOf).join(', ');
  return sendMail(
    {
      to,
      cc: Array.isArray(more.ccList) ? more.ccList.map(textOf).join(', ') : more.ccList,
      bcc: Array.isArray(more.bccList) ? more.bccList.map(textOf).join(', ') : more.bccList,
      replyTo: more.replyTo,
      subject: params.subject,
      text: isHtml && version >= 2 ? undefined : params.message,
      html: isHtml ? (params.htmlMessage ?? params.message) : undefined,
    },
    { files: more.attachmentsUi !== undefined },
    use,
  );
};

const outlook: Translate = (node, use) => {
  operationIs(node, 'message', ['send']);
  const { params } = node;
  const more = recordOf(params.additionalFields);
  const isHtml = /html/i.test(textOf(more.bodyContentType) || textOf(params.bodyContentType));
  return sendMail(
    {
      to: params.toRecipients,
      cc: more.ccRecipients,
      bcc: more.bccRecipients,
      replyTo: more.replyTo,
      subject: params.subject,
      text: isHtml ? undefined : params.bodyContent,
      html: isHtml ? params.bodyContent : undefined,
    },
    { files: more.attachments !== undefined },
    use,
  );
};

const post = (text: JsonValue | undefined, place: JsonValue | undefined, use: Use) => {
  const connection = use.credential() ?? '';
  const { value, name } = chosen(place);
  const where = name || textOf(value).replace(/^=/, '') || (typeof value === 'number' ? String(value) : '');
  if (where !== '') use.differs(`It is posted where the connection leads, which has to be ${where}.`);
  if (connection === '') use.differs('It is kept in the Practice outbox until a connection is chosen.');
  return oneStep(use, 'chat-message', { connection, text: use.text(text, 'text') }, outputOf(use.id));
};

const slack: Translate = (node, use) => {
  operationIs(node, 'message', ['post', 'send']);
  const { params } = node;
  if (textOf(params.messageType) === 'block') throw new NoCounterpart('Its message is laid out in blocks.');
  if (listOf(params.attachments).length > 0) use.differs('Attachments of the message are left out.');
  return post(params.text, params.channelId ?? params.channel ?? params.user, use);
};

const telegram: Translate = (node, use) => {
  operationIs(node, 'message', ['sendMessage']);
  return post(node.params.text, node.params.chatId, use);
};

const discord: Translate = (node, use) => {
  if (node.version >= 2 && textOf(node.params.authentication) !== 'webhook') operationIs(node, 'message', ['send']);
  if (listOf(recordOf(node.params.embeds).values).length > 0) use.differs('Embedded cards are left out.');
  return post(node.params.content ?? node.params.text, node.params.channelId, use);
};

const teams: Translate = (node, use) => {
  operationIs(node, textOf(node.params.resource) === 'chatMessage' ? 'chatMessage' : 'channelMessage', ['create']);
  return post(node.params.message, node.params.channelId ?? node.params.chatId, use);
};

const mattermost: Translate = (node, use) => {
  operationIs(node, 'message', ['post']);
  return post(node.params.message, node.params.channelId, use);
};

/** Asks a model; `answer` is where the text of the answer stands. */
const ask = (prompt: string, connection: string | undefined, use: Use) => {
  if (prompt.trim() === '') throw new NoCounterpart('It does not say what is asked.');
  use.differs('The model is the one of the connection.');
  const answer = new Set(['text', 'output', 'response', 'content']);
  return oneStep(
    use,
    'ask-ai',
    { connection: connection ?? '', prompt, answer: { kind: 'text' } },
    sourceAt(['steps', use.id], {
      read: (path) => {
        const [first] = path;
        if (first === 'message' && path[1] === 'content') return ['steps', use.id, 'text'];
        return typeof first === 'string' && answer.has(first)
          ? ['steps', use.id, 'text', ...path.slice(1)]
          : ['steps', use.id, ...path];
      },
    }),
  );
};

const messagesOf = (listed: JsonValue | undefined, use: Use): string =>
  listOf(listed)
    .map(recordOf)
    .map(({ content, message }, index) => use.text(content ?? message, `message ${index + 1}`))
    .filter((text) => text !== '')
    .join('\n\n');

const openAi: Translate = (node, use) => {
  const { params } = node;
  const resource = textOf(params.resource) || 'text';
  const operation = textOf(params.operation);
  if (!['chat', 'text'].includes(resource) || !['', 'complete', 'message', 'response'].includes(operation))
    throw new NoCounterpart(`It does "${operation || 'something'}" with "${resource}".`);
  const listed =
    recordOf(params.messages).values ?? recordOf(params.prompt).messages ?? recordOf(params.responses).values;
  return ask(listed === undefined ? use.text(params.prompt, 'prompt') : messagesOf(listed, use), use.credential(), use);
};

/** A chain or an agent, with the model that hangs on it; tools make it more than a question. */
const chain: Translate = ({ params, kind }, use) => {
  const models = use.helpers.filter(({ kind: helper }) => /^lm/.test(helper));
  const others = use.helpers.filter(({ kind: helper }) => !/^lm/.test(helper));
  if (others.some(({ kind: helper }) => !/^memory/.test(helper))) throw new NoCounterpart('It uses tools of its own.');
  if (others.length > 0) use.differs('It does not remember earlier questions.');
  const system = textOf(recordOf(params.options).systemMessage);
  const prompt =
    params.promptType === 'auto' || params.text === undefined ? undefined : use.text(params.text, 'prompt');
  if (prompt === undefined) throw new NoCounterpart('It answers what is typed in a chat.');
  const more = messagesOf(recordOf(params.messages).messageValues, use);
  const parts = [kind === 'agent' && system !== '' ? use.text(system, 'instructions') : '', more, prompt];
  return ask(parts.filter((part) => part !== '').join('\n\n'), models[0] && use.credential(models[0]), use);
};

export const messages: Readonly<Record<string, Translate>> = {
  emailSend,
  gmail,
  microsoftOutlook: outlook,
  slack,
  telegram,
  discord,
  microsoftTeams: teams,
  mattermost,
  openAi,
  chainLlm: chain,
  agent: chain,
};
