import { expect, test } from 'vitest';
import { freePort } from '../../testing/free-port.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine } from '../../testing/open-engine.ts';
import { requestText, sendRaw, statusOf } from '../../testing/raw-request.ts';
import { untilAsync } from '../../testing/until.ts';

const health = '/.well-known/whenthen-health';

const words = [
  'api',
  'ws',
  'wire',
  'ticket',
  'start',
  'index.html',
  'assets/main.js',
  'admin',
  'login',
  'metrics',
  'status',
  'debug',
  'hooks',
  'hook',
  'webhook',
  'webhooks',
  'flows',
  'runs',
  'events',
  'credentials',
  'config.db',
  'runs.db',
  'secret.key',
  'running.json',
  '.env',
  '.git/config',
  '.well-known',
  '.well-known/security.txt',
  'favicon.ico',
  'robots.txt',
  'sitemap.xml',
  'server-status',
  'wp-login.php',
  'phpmyadmin',
  'actuator/health',
  'graphql',
  'swagger.json',
  'health',
  'healthz',
  'console',
  'shell',
  'cgi-bin/test',
  'etc/passwd',
  'proc/self/environ',
  'node_modules',
  'package.json',
  'api/v1/flows',
  'socket.io',
  'events/stream',
  'upload',
];
/** Ways to write a path so that a careless server takes it for another. */
const bends: ((path: string) => string)[] = [
  (path) => `/${path}`,
  (path) => `//${path}`,
  (path) => `/${path}/`,
  (path) => `/./${path}`,
  (path) => `/hooks/../${path}`,
  (path) => `/hooks/open/../../${path}`,
  (path) => `/hooks/..%2f${path}`,
  (path) => `/hooks/%2e%2e/${path}`,
  (path) => `/hooks/${path}`,
  (path) => `/HOOKS/open?${path}`,
  (path) => `/hooks/open/${path}`,
  (path) => `/hooks/open%00${path}`,
  (path) => `/hooks//open/${path}`,
  (path) => `${health}/${path}`,
  (path) => `/.well-known/${path}`,
  (path) => `/%2e%2e/%2e%2e/${path}`,
  (path) => `/..%5c${path}`,
  (path) => `/${path.toUpperCase()}`,
  (path) => `/${path}?x=/hooks/open`,
  (path) => `/${encodeURIComponent(path)}%ff`,
];
const paths = [
  ...bends.flatMap((bend) => words.map(bend)),
  '/',
  '*',
  '/hooks',
  '/hooks/',
  '/hooks/closed',
  '/hooks/Open',
  '/hooks/open/',
  `${health}/`,
  health.toUpperCase(),
  '/%',
  '/%zz',
];

/** An answer without what is different each time. */
const undated = (answer: string): string => answer.replace(/^Date: .*\r\n/m, '');

test(`of ${paths.length} paths on the hook port and on its public side, only a webhook and the health answer are there`, async () => {
  const rig = await openTestEngine();
  const port = await freePort();
  const settings = { provider: 'own', address: `http://127.0.0.1:${port}`, port } as const;
  await rig.call('publicAddress.choose', { settings });
  await rig.call('publicAddress.turnOn', {});
  await untilAsync(async () => (await rig.call('publicAddress.status', {})).state === 'on');
  await rig.importFlow(hookFlow({ name: 'Open' }));
  await rig.importFlow(hookFlow({ name: 'Off' }), { on: false });
  await rig.call('publicAddress.open', { flow: 'Open', node: 'in', isOpen: true, anyoneMay: true });
  await rig.importFlow(hookFlow({ name: 'Shut' }));
  const sides = [
    { side: Number(new URL(rig.hooksUrl).port), missing: [...paths, '/hooks/off'] },
    { side: port, missing: [...paths, '/hooks/off', '/hooks/shut'] },
  ];
  for (const { side, missing } of sides) {
    const answers = new Map<string, string[]>();
    for (const path of missing)
      for (const method of path === '/hooks/off' || path === '/hooks/shut' ? ['POST'] : ['GET', 'POST']) {
        const answer = undated(await sendRaw(side, requestText(method, path)));
        answers.set(answer, [...(answers.get(answer) ?? []), `${method} ${path}`]);
      }
    const [same = '', ...others] = [...answers.keys()];
    expect(others.map((answer) => [answer, answers.get(answer)])).toEqual([]);
    expect(same).toBe('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    expect(statusOf(await sendRaw(side, requestText('POST', '/hooks/open')))).toBe(200);
    expect(statusOf(await sendRaw(side, requestText('GET', health)))).toBe(200);
  }
  console.info(`hook port: ${paths.length} paths crawled on 2 listeners, 0 answered that should not`);
}, 60_000);
