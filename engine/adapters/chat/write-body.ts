import { type ChatService, type ChatSettings, chatServices } from '../../model/chat.ts';
import { type Fault, personFault } from '../../model/fault.ts';

/** What a text looks like in the language of a service, and how much of it the service takes. */
interface Written {
  body: unknown;
  /** What the service counts against its limit. */
  length: number;
  limit: number;
}

/** Web addresses stay as they are, so that they can be pressed; a mark before them would break them. */
const webAddress = /(https?:\/\/[^\s<>"]+)/;

/** The text with `change` applied to everything that is no web address. */
const outsideAddresses = (text: string, change: (part: string) => string): string =>
  text
    .split(webAddress)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');

/** Marks of Markdown lose their meaning: text from data must not become bold, a heading, or a link that hides where it leads. */
const plainMarkdown = (text: string): string =>
  text.replace(/[\\*_~`|[\]]/g, '\\$&').replace(/^([ \t]*)([#>+-])/gm, '$1\\$2');

/** docs.slack.dev, "Formatting message text": these three, and nothing else. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A name that would call everybody or somebody, with an invisible character inside; e-mail addresses are left alone. */
const withoutMentions = (text: string): string => text.replace(/(^|[^\p{L}\p{N}_.+-])@(?=\p{L})/gu, '$1@\u200b');

const slack = (text: string): Written => {
  const escaped = escapeMarkup(text);
  // Without `mrkdwn` stars and underscores stay what they are; names are only linked when asked for.
  return { body: { text: escaped, mrkdwn: false }, length: escaped.length, limit: 40_000 };
};

const discord = (text: string): Written => {
  const content = outsideAddresses(text, (part) => plainMarkdown(part).replaceAll('<', '\\<'));
  return { body: { content, allowed_mentions: { parse: [] } }, length: content.length, limit: 2000 };
};

/** Mattermost reads Slack's `<!here>` and `<address|words>` as well as Markdown; entities are neither. */
const mattermost = (text: string): Written => {
  const plain = outsideAddresses(text, (part) => escapeMarkup(withoutMentions(plainMarkdown(part))));
  return { body: { text: plain }, length: plain.length, limit: 16_383 };
};

const telegram = (text: string, chat: string): Written => ({
  // Without `parse_mode` nothing in a text is markup.
  body: { chat_id: /^-?\d+$/.test(chat) ? Number(chat) : chat, text },
  length: text.length,
  limit: 4096,
});

/** A piece of a line of a card; pieces of this kind are never read as Markdown. */
const run = (text: string, index: number) =>
  index % 2 === 1
    ? { type: 'TextRun', text, selectAction: { type: 'Action.OpenUrl', url: text } }
    : { type: 'TextRun', text };

const teams = (text: string): Written => {
  const lines = text.split(/\r?\n/).map((line, index) => ({
    type: 'RichTextBlock',
    ...(index > 0 && { spacing: 'None' }),
    inlines:
      line === ''
        ? [run(' ', 0)]
        : line
            .split(webAddress)
            .map(run)
            .filter((piece) => piece.text !== ''),
  }));
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: lines,
    msteams: { width: 'Full' },
  };
  const body = {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
  return { body, length: new TextEncoder().encode(JSON.stringify(body)).length, limit: 28 * 1024 };
};

const write = (text: string, settings: ChatSettings): Written => {
  switch (settings.service) {
    case 'slack':
      return slack(text);
    case 'discord':
      return discord(text);
    case 'teams':
      return teams(text);
    case 'mattermost':
      return mattermost(text);
    case 'telegram':
      return telegram(text, settings.chat);
  }
};

const tooLong = (service: ChatService, { length, limit }: Written): Fault => {
  const count = (value: number): string => value.toLocaleString('en');
  const unit = service === 'teams' ? 'bytes' : 'characters';
  return personFault(
    'chat.too-long',
    `This message comes to ${count(length)} ${unit}; ${chatServices[service].name} takes at most ${count(limit)}.`,
    { fix: 'Shorten the text, for example with the filter “truncate”.', data: { length, limit } },
  );
};

/** The body that carries a text to a service, as text. Throws `chat.too-long`. */
export const writeBody = (text: string, settings: ChatSettings): string => {
  const written = write(text, settings);
  if (written.length > written.limit) throw tooLong(settings.service, written);
  return JSON.stringify(written.body);
};
