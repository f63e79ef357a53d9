import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a program that behaves like a tunnel program into a folder. It says `lines`, in which ADDRESS is the address of a web server
 * of its own that passes everything on to the port in its words, PORT that port and PID its number; then it ends, or stays. What
 * it was given is written beside it.
 */
export const putFakeProgram = (
  folder: string,
  name: string,
  lines: readonly string[],
  end: 'stays' | number,
): string => {
  const text = `#!${process.execPath}
const { createServer, request } = require('node:http');
require('node:fs').writeFileSync(__filename + '.given', JSON.stringify({ env: process.env, words: process.argv.slice(2), pid: process.pid }));
const port = Number(/127\\.0\\.0\\.1:(\\d+)/.exec(process.argv.filter((word) => word !== '127.0.0.1:0').join(' '))?.[1] ?? ${JSON.stringify(0)});
const proxy = createServer((asked, response) => {
  const passed = request({ port, host: '127.0.0.1', method: asked.method, path: asked.url, headers: asked.headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.writeHead(502).end());
  asked.pipe(passed);
});
proxy.listen(0, '127.0.0.1', () => {
  const places = {
    ADDRESS: 'http://127.0.0.1:' + proxy.address().port,
    PORT: String(port),
    PID: String(process.pid),
  };
  for (const line of ${JSON.stringify(lines)})
    console.error(line.replace(/ADDRESS|PORT|PID/g, (place) => places[place]));
  ${end === 'stays' ? '' : `process.exitCode = ${end}; proxy.close();`}
});
process.on('SIGTERM', () => process.exit(0));
`;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
};

/** What a fake program was given when it ran last. */
export const givenTo = (file: string): { env: Record<string, string>; words: string[]; pid: number } =>
  JSON.parse(readFileSync(`${file}.given`, 'utf8'));

const at = '2026-05-29T09:25:34Z';

/** What cloudflared 2026 says, line by line. */
export const cloudflaredLines = {
  quick: [
    `${at} INF Thank you for trying Cloudflare Tunnel. Doing so, without a Cloudflare account, is a quick way to experiment and try it out.`,
    `${at} INF Requesting new quick Tunnel on trycloudflare.com...`,
    `${at} INF +--------------------------------------------------------------------------------------------+`,
    `${at} INF |  Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):  |`,
    `${at} INF |  ADDRESS                                                                                   |`,
    `${at} INF +--------------------------------------------------------------------------------------------+`,
    `${at} INF Cannot determine default configuration path. No file [config.yml config.yaml] in [~/.cloudflared]`,
    `${at} INF Version 2026.3.0`,
    `${at} INF Initial protocol quic`,
    `${at} INF Registered tunnel connection connIndex=0 connection=830bf962-7674-4e02-b648-65177c832c67 event=0 ip=198.41.192.167 location=lax08 protocol=quic`,
  ],
  named: [
    `${at} INF Starting tunnel tunnelID=6f5bd919-1c79-4e2a-96db-65962c321200`,
    `${at} INF Registered tunnel connection connIndex=0 connection=830bf962-7674-4e02-b648-65177c832c67 event=0 ip=198.41.192.167 location=lax08 protocol=quic`,
  ],
  offline: [
    `${at} INF Requesting new quick Tunnel on trycloudflare.com...`,
    'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com on 127.0.0.11:53: no such host',
  ],
  limit: [
    `${at} INF Requesting new quick Tunnel on trycloudflare.com...`,
    `${at} ERR Error unmarshaling QuickTunnel response: error code: 1015 error="invalid character 'e' looking for beginning of value" status_code="429 Too Many Requests"`,
    "failed to unmarshal quick Tunnel: invalid character 'e' looking for beginning of value",
  ],
  badToken: ['Provided Tunnel token is not valid.', "See 'cloudflared tunnel run --help'."],
  revoked: [
    `${at} INF Starting tunnel tunnelID=6f5bd919-1c79-4e2a-96db-65962c321200`,
    `${at} ERR Register tunnel error from server side error="Unauthorized: Invalid tunnel secret" connIndex=0`,
  ],
};

const record = (more: object): string => JSON.stringify({ lvl: 'info', t: at, ...more });

/** What the agent of ngrok says with --log-format json. */
export const ngrokLines = {
  works: [
    record({ msg: 'client session established', obj: 'tunnels.session' }),
    record({
      msg: 'started tunnel',
      obj: 'tunnels',
      name: 'command_line',
      addr: 'http://127.0.0.1:PORT',
      url: 'ADDRESS',
    }),
  ],
  badToken: [
    record({
      lvl: 'eror',
      msg: 'failed to auth',
      err: 'The authtoken you specified does not look like a proper ngrok tunnel authtoken.\r\n\r\nERR_NGROK_105\r\n',
    }),
  ],
  limit: [
    record({
      lvl: 'eror',
      msg: 'session closing',
      err: 'authentication failed: Your account is limited to 1 simultaneous ngrok agent sessions.\r\n\r\nERR_NGROK_108\r\n',
    }),
  ],
  offline: [
    record({
      lvl: 'eror',
      msg: 'failed to reconnect session',
      err: 'failed to dial ngrok server with address "connect.ngrok-agent.com:443": dial tcp: lookup connect.ngrok-agent.com: no such host',
    }),
  ],
  plainText: [
    'ERROR:  authentication failed: The authtoken you specified is properly formed, but it is invalid.',
    'ERROR:  ERR_NGROK_107',
  ],
};
