import { type ChatService, chatServices } from '../client/chat-services.ts';

/** What a person typed about a chat; which fields count depends on the service. */
export interface TypedChat {
  service: ChatService;
  /** The address of an incoming webhook. */
  url: string;
  token: string;
  chat: string;
  /** Of a Bot API server of one's own; empty = the service's. */
  server: string;
}

export const noChat: TypedChat = { service: 'slack', url: '', token: '', chat: '', server: '' };

export const services = (Object.keys(chatServices) as ChatService[]).map((id) => ({
  id,
  label: chatServices[id].name,
}));

/** Where the address is found, in one line, and what it looks like. */
export const directions: Record<Exclude<ChatService, 'telegram'>, { where: string; example: string }> = {
  slack: {
    where: 'In api.slack.com/apps: your app, Incoming Webhooks, Add New Webhook, choose the channel, Copy.',
    example: 'https://hooks.slack.com/services/…',
  },
  discord: {
    where: 'In Discord: the channel, Edit Channel, Integrations, Webhooks, New Webhook, Copy Webhook URL.',
    example: 'https://discord.com/api/webhooks/…',
  },
  teams: {
    where: 'In Teams: the channel, Workflows, “Send webhook alerts to a channel”, then copy the link it shows.',
    example: 'https://….api.powerplatform.com/…',
  },
  mattermost: {
    where: 'In Mattermost: the menu, Integrations, Incoming Webhooks, Add Incoming Webhook, then copy its URL.',
    example: 'https://chat.example.com/hooks/…',
  },
};

export type ChatGaps = Partial<Record<keyof TypedChat, string>>;

/** Why it cannot be saved as it stands, by field; empty when it can. The engine judges the address itself. */
export const findChatGaps = ({ service, url, token, chat, server }: TypedChat): ChatGaps => {
  const gaps: ChatGaps = {};
  const isAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(text.trim());
  if (service !== 'telegram') {
    if (!isAddress(url)) gaps.url = `Paste the whole address. It looks like ${directions[service].example}`;
    return gaps;
  }
  if (!/^\d{3,}:[A-Za-z0-9_-]{20,}$/.test(token.trim()))
    gaps.token = 'Paste the token of the bot. It looks like 123456789:AAE….';
  if (!/^(-?\d+|@\w{4,})$/.test(chat.trim()))
    gaps.chat = 'Type the number of the chat, such as -1001234567890, or the name of a channel, such as @shop_news.';
  if (server.trim() !== '' && !isAddress(server)) gaps.server = 'Type a whole address, such as http://localhost:8081.';
  return gaps;
};

/** The one text the engine keeps. */
export const joinChat = ({ service, url, token, chat, server }: TypedChat): string =>
  JSON.stringify(
    service === 'telegram'
      ? { service, token: token.trim(), chat: chat.trim(), ...(server.trim() !== '' && { server: server.trim() }) }
      : { service, url: url.trim() },
  );
