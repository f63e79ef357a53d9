/**
 * What somebody could send to the interface port. In these texts PORT is the port of the server, COOKIE a session that is good,
 * TICKET and CODE ones that were never used, TOKEN the token of programs; USED- and OLD- before them what they say.
 */

export type Header = readonly [name: string, value: string];

/** One request, byte by byte but for the places above, and whether it may do what it asks for. */
export interface AttackRow {
  group: string;
  method: string;
  target: string;
  headers: readonly Header[];
  version?: '1.0' | '1.1';
  /** The status of success; without it, the row has to be refused. */
  accepted?: number;
}

const host: Header = ['Host', '127.0.0.1:PORT'];
const origin: Header = ['Origin', 'http://127.0.0.1:PORT'];
const site: Header = ['Sec-Fetch-Site', 'same-origin'];
const cookie: Header = ['Cookie', 'COOKIE'];
const csrf: Header = ['X-WhenThen-CSRF', '1'];
const bearer: Header = ['Authorization', 'Bearer TOKEN'];
const upgrade: Header[] = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
];

/** Everything of value here, asked for as it is meant to be. */
const wanted = [
  { method: 'GET', target: '/', headers: [host, site, cookie], accepted: 200 },
  { method: 'GET', target: '/assets/main.js', headers: [host, bearer], accepted: 200 },
  { method: 'GET', target: '/start?code=CODE', headers: [host], accepted: 303 },
  { method: 'POST', target: '/ticket', headers: [host, origin, site, cookie, csrf], accepted: 200 },
  { method: 'GET', target: '/wire?ticket=TICKET', headers: [host, origin, cookie, ...upgrade], accepted: 101 },
  { method: 'GET', target: '/wire', headers: [host, bearer, ...upgrade], accepted: 101 },
] as const;

/** The same with one header put in place of another, or left out. */
const put = (headers: readonly Header[], name: string, value: string | undefined): Header[] => [
  ...headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()),
  ...(value === undefined ? [] : [[name, value] as const]),
];

const everywhere = (group: string, name: string, values: readonly string[]): AttackRow[] =>
  wanted.flatMap(({ accepted: _accepted, ...row }) =>
    values.map((value) => ({ ...row, group, headers: put(row.headers, name, value) })),
  );

/** Names that DNS may lead to this computer, and other spellings of it. */
const foreignHosts = [
  'evil.example',
  'evil.example:PORT',
  'localhost.evil.example:PORT',
  '127.0.0.1.evil.example:PORT',
  '127.0.0.1.nip.io:PORT',
  'localtest.me:PORT',
  'whenthen.local:PORT',
  'rebind.network:PORT',
  '127.0.0.1',
  '127.0.0.1:1',
  '127.0.0.1:PORT0',
  '127.0.0.1:0PORT',
  '127.0.0.1:PORT.evil.example',
  '127.0.0.1:PORT@evil.example',
  'evil.example@127.0.0.1:PORT',
  '127.1:PORT',
  '127.0.0.2:PORT',
  '2130706433:PORT',
  '0x7f000001:PORT',
  '0177.0.0.1:PORT',
  '0.0.0.0:PORT',
  '0:PORT',
  '[::1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  'LOCALHOST:PORT',
  'localhost.:PORT',
  'localhost',
  'sub.localhost:PORT',
  'http://127.0.0.1:PORT',
  '127.0.0.1:PORT, evil.example',
  '',
];
const foreignOrigins = [
  'http://evil.example',
  'http://evil.example:PORT',
  'https://127.0.0.1:PORT',
  'http://127.0.0.1',
  'http://127.0.0.1:1',
  'http://127.0.0.1:3000',
  'http://localhost:PORT',
  'http://127.0.0.1:PORT.evil.example',
  'http://127.0.0.1:PORT/',
  'http://127.0.0.1:PORT evil.example',
  'http://127.0.0.1:PORT, http://evil.example',
  'HTTP://127.0.0.1:PORT',
  'chrome-extension://abcdefghijklmnop',
  'file://',
  'null',
  '*',
  '',
];
const foreignSites = ['cross-site', 'same-site', 'Same-Origin', 'none, cross-site', '*', ''];
const wrongBearers = [
  'Bearer',
  'Bearer ',
  'Bearer TOKENx',
  'bearer TOKEN',
  'Bearer  TOKEN',
  'TOKEN',
  'Basic TOKEN',
  'Bearer CODE',
  'Bearer TICKET',
  'Bearer COOKIE',
  'Bearer undefined',
  'Bearer null',
  '',
];
const wrongCookies = [
  '',
  'TOKEN',
  'whenthen-PORT=',
  'whenthen-PORT=TOKEN',
  'whenthen-PORT=99999999999999.AAAA',
  'whenthen-1=1',
  'session=COOKIE',
  'COOKIEx',
  'OLD-COOKIE',
  'Path=/',
];
const wrongTickets = ['', 'x', 'TOKEN', 'CODE', 'USED-TICKET', 'OLD-TICKET', 'TICKETx', '%2e%2e', 'TICKET&x=1'];
const wrongCodes = [
  '',
  'x',
  'undefined',
  'TICKET',
  'TOKEN',
  'USED-CODE',
  'OLD-CODE',
  'CODEx',
  '__proto__',
  'CODE&code=x',
];
const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const paths = [
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets//..//..//secret.txt',
  '/.%00./secret.txt',
  '/secret.txt%00.js',
  '//secret.txt',
  '/./../secret.txt',
  '/....//secret.txt',
  '/%252e%252e/secret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '/.env',
  '/assets/.hidden',
  '/%',
  '/%zz',
  '/%ff',
  '/hooks/x',
  '/api',
  '/api/flows',
  '/wire',
  '/ws',
  '/ticket',
  '/metrics',
  '/running.json',
  '/config.db',
  '/START?code=CODE',
  '/start/?code=CODE',
  '/index.html/../../secret.txt',
  'http://127.0.0.1:PORT/../secret.txt',
  'http://evil.example/secret.txt',
  'file:///etc/passwd',
];

const rows = (group: string, made: readonly Omit<AttackRow, 'group'>[]): AttackRow[] =>
  made.map((row) => ({ group, ...row }));

const get = (target: string, ...headers: Header[]) => ({ method: 'GET', target, headers });

export const attackRows: readonly AttackRow[] = [
  ...rows('as it is meant', wanted),
  ...rows(
    'as it is meant, by the other name',
    wanted.map((row) => ({
      ...row,
      headers: row.headers.map(([name, value]): Header => [name, value.replace('127.0.0.1', 'localhost')]),
    })),
  ),
  ...everywhere('another host', 'Host', foreignHosts),
  ...everywhere('another origin', 'Origin', foreignOrigins),
  ...everywhere('another site', 'Sec-Fetch-Site', foreignSites),
  ...rows('no key', [
    get('/', host),
    get('/assets/main.js', host),
    get('/wire', host, origin, ...upgrade),
    { method: 'POST', target: '/ticket', headers: [host, origin, csrf] },
    { method: 'HEAD', target: '/', headers: [host] },
  ]),
  ...rows(
    'a wrong token',
    wrongBearers.flatMap((value) => [
      get('/', host, ['Authorization', value]),
      get('/wire', host, ['Authorization', value], ...upgrade),
      get('/', host, cookie, ['Authorization', value]),
    ]),
  ),
  ...rows('the token in a wrong place', [
    get('/?token=TOKEN', host),
    get('/', host, ['X-Token', 'TOKEN']),
    get('/', host, ['Proxy-Authorization', 'Bearer TOKEN']),
    get('/wire?token=TOKEN', host, origin, ...upgrade),
    get('/wire', host, origin, ...upgrade, ['Sec-WebSocket-Protocol', 'TOKEN']),
    get('/wire?ticket=TICKET', host, bearer, ...upgrade),
  ]),
  ...rows(
    'a wrong session',
    wrongCookies.flatMap((value) => [
      get('/', host, ['Cookie', value]),
      get('/wire?ticket=TICKET', host, origin, ['Cookie', value], ...upgrade),
      { method: 'POST', target: '/ticket', headers: [host, origin, csrf, ['Cookie', value]] },
    ]),
  ),
  ...rows(
    'a link that is wrong, used or old',
    wrongCodes.map((code) => get(`/start?code=${code}`, host)),
  ),
  ...rows('a ticket that is wrong, used or old', [
    ...wrongTickets.map((ticket) => get(`/wire?ticket=${ticket}`, host, origin, cookie, ...upgrade)),
    get('/wire', host, origin, cookie, ...upgrade),
    get('/wire', host, cookie, ...upgrade),
    get('/wire?ticket=TICKET', host, cookie, ...upgrade),
    get('/wire?ticket=TICKET', host, cookie, site, ...upgrade),
    get('/wire/?ticket=TICKET', host, origin, cookie, ...upgrade),
    get('/Wire?ticket=TICKET', host, origin, cookie, ...upgrade),
    get('/wire?Ticket=TICKET', host, origin, cookie, ...upgrade),
    get('/wire?x&ticket=TICKET', host, origin, cookie, ...upgrade),
    get('//wire?ticket=TICKET', host, origin, cookie, ...upgrade),
    get('http://127.0.0.1:PORT/wire?ticket=TICKET', host, origin, cookie, ...upgrade),
  ]),
  ...rows('a ticket asked for as a foreign page could', [
    { method: 'POST', target: '/ticket', headers: [host, origin, cookie] },
    { method: 'POST', target: '/ticket', headers: [host, cookie, csrf] },
    { method: 'POST', target: '/ticket', headers: [host, cookie] },
    { method: 'POST', target: '/ticket', headers: [host, cookie, origin, ['Content-Type', 'text/plain']] },
    { method: 'GET', target: '/ticket', headers: [host, origin, cookie, csrf] },
    { method: 'POST', target: '/ticket/', headers: [host, origin, cookie, csrf] },
  ]),
  ...rows(
    'another method',
    methods.flatMap((method) =>
      ['/', '/assets/main.js', '/start?code=CODE', '/wire'].map((target) => ({
        method,
        target,
        headers: [host, origin, cookie, csrf],
      })),
    ),
  ),
  ...rows(
    'another path',
    paths.map((target) => get(target, host, origin, cookie)),
  ),
  ...rows('bytes that are bent', [
    get('/', host, ['Host', 'evil.example'], cookie),
    get('/', ['Host', 'evil.example'], host, cookie),
    get('/', host, host, cookie),
    get('/', cookie),
    { ...get('/', cookie), version: '1.0' },
    get('/', host, cookie, origin, ['Origin', 'http://evil.example']),
    get('/', host, cookie, site, ['Sec-Fetch-Site', 'cross-site']),
    get('/', host, ['Authorization', 'Bearer guess'], bearer),
    get('/', host, ['Cookie', 'a=COOKIE']),
    get('/', ['X-Forwarded-Host', '127.0.0.1:PORT'], ['Host', 'evil.example'], cookie),
    get('/', ['Host', ' evil.example'], cookie),
    { method: 'OPTIONS', target: '*', headers: [host, cookie] },
    { method: 'CONNECT', target: '127.0.0.1:PORT', headers: [host, cookie] },
  ]),
];
