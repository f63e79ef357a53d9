import { z } from 'zod';
import { credentialNameSchema } from '../../model/credential.ts';
import { defineTrigger, outPort, type ParamProblem } from '../define.ts';
import { grantTarget, isPrivateHost } from '../private-host.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  url: z.string().trim().max(4000).default(''),
  kind: z.enum(['json', 'feed']).default('feed'),
  items: z.string().trim().max(200).default('').describe('Path to the list in a JSON answer, such as data.items'),
  itemId: z.string().trim().max(200).default('').describe('Path to what tells items apart; default: id, guid or link'),
  everySeconds: z
    .int()
    .min(30)
    .max(7 * 86_400)
    .default(300),
  credential: credentialNameSchema.optional(),
  startFrom: z.enum(['now', 'existing']).default('now'),
});

const addressOf = (url: string): URL | null => {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
};

const checkUrl = (url: string): ParamProblem[] => {
  const problem = (message: string, fix: string): ParamProblem[] => [{ param: 'url', message, fix }];
  if (url === '')
    return problem('There is no address to look at yet.', 'Type an address such as https://example.com/feed.xml.');
  const address = addressOf(url);
  if (address === null)
    return problem(`"${url.slice(0, 100)}" is not a web address.`, 'An address begins with https:// or http://.');
  if (address.username !== '' || address.password !== '')
    return problem('The address holds a user name or password.', 'Store them as a connection and choose it here.');
  return [];
};

/** Starts a run for every new item of a feed or a list on the web. */
export const node = defineTrigger({
  type: 'poll',
  version: 1,
  title: 'Feed or list',
  description: 'Looks at a feed or a list on the web and starts for every new item.',
  icon: 'rss',
  synonyms: ['rss', 'atom', 'feed', 'poll', 'api', 'news', 'blog', 'podcast', 'check', 'url', 'json', 'new item'],
  params,
  form: [
    { name: 'url', label: 'Address', kind: 'text', placeholder: 'https://example.com/feed.xml' },
    {
      name: 'kind',
      label: 'It answers with',
      kind: 'choice',
      choices: [
        { value: 'feed', label: 'A feed (RSS or Atom)' },
        { value: 'json', label: 'JSON' },
      ],
    },
    {
      name: 'items',
      label: 'The list is in',
      kind: 'text',
      placeholder: 'data.items',
      help: 'Empty: the answer itself, or the only list in it.',
      when: { param: 'kind', is: ['json'] },
    },
    {
      name: 'itemId',
      label: 'Items are told apart by',
      kind: 'text',
      placeholder: 'id',
      help: 'Empty: id, guid or link; without these the whole item.',
      advanced: true,
    },
    { name: 'everySeconds', label: 'Look every … seconds', kind: 'number', help: '30 or more.' },
    {
      name: 'credential',
      label: 'Connection',
      kind: 'credential',
      credentialKinds: ['bearer', 'basic', 'header', 'oauth2'],
    },
    {
      name: 'startFrom',
      label: 'The first time',
      kind: 'choice',
      choices: [
        { value: 'now', label: 'Only remember what is there' },
        { value: 'existing', label: 'Start for what is there too' },
      ],
    },
  ],
  ports: () => [outPort],
  summary: ({ url, kind }) => {
    const where = addressOf(url)?.host ?? 'a web address';
    return `Starts for every new item of ${kind === 'feed' ? 'the feed' : 'the list'} at ${showValue(where)}`;
  },
  sample: ({ kind }) =>
    kind === 'json'
      ? { id: 1042, status: 'open', total: 64.9 }
      : {
          id: 'https://example.com/news/1042',
          title: 'Spring opening hours',
          link: 'https://example.com/news/1042',
          summary: 'We open at nine from March on.',
          content: null,
          author: 'Ana Duarte',
          publishedAt: '2026-03-01T09:30:00.000Z',
          updatedAt: null,
          categories: ['News'],
          attachment: null,
        },
  check: ({ url }) => checkUrl(url),
  credentials: ({ credential }) => (credential === undefined ? [] : [credential]),
  grants: ({ url }) => {
    const address = addressOf(url);
    if (address === null || !isPrivateHost(address.hostname)) return [];
    return [{ kind: 'private-address', target: grantTarget(address.origin) }];
  },
  listen: ({ url, kind, items, itemId, everySeconds, credential, startFrom }) => ({
    kind: 'watch',
    source: { kind: 'poll', url, format: kind, items, itemId, everySeconds, credential: credential ?? null, startFrom },
  }),
  upgrades: [],
});
