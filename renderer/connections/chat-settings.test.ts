import { expect, test } from 'vitest';
import { readChatSettings } from '../../engine/model/chat.ts';
import { findChatGaps, joinChat, noChat, services } from './chat-settings.ts';

const read = (text: string) => readChatSettings(text, () => false);

test('every service can be chosen, and says by field what is missing', () => {
  expect(services.map(({ id }) => [id, Object.keys(findChatGaps({ ...noChat, service: id }))])).toEqual([
    ['slack', ['url']],
    ['discord', ['url']],
    ['teams', ['url']],
    ['mattermost', ['url']],
    ['telegram', ['token', 'chat']],
  ]);
});

test('what is typed is what the engine takes', () => {
  const url = ' https://hooks.slack.com/services/T1/B1/x \n';
  expect(findChatGaps({ ...noChat, url })).toEqual({});
  expect(read(joinChat({ ...noChat, url, token: 'left over' }))).toEqual({ service: 'slack', url: url.trim() });
  const bot = { ...noChat, service: 'telegram', token: '123456789:AAE-abcdefghijklmnopqrst', chat: ' @shop ' } as const;
  expect(findChatGaps(bot)).toEqual({});
  expect(read(joinChat(bot))).toMatchObject({ chat: '@shop', server: 'https://api.telegram.org' });
});
