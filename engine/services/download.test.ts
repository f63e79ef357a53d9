import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const openRig = async (answer: (response: ServerResponse, request: IncomingMessage) => void) => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    answer(response, request);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const rig = await openTestEngine();
  const folder = tempFolder();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/invoice`;
  const document = (params: JsonRecord = {}) =>
    drawFlow(
      {
        start: { type: 'manual' },
        get: {
          type: 'http-request',
          params: { url, saveTo: `${folder}/new/{{ trigger.name }}`, ...params },
          onError: { retries: 0 },
        },
      },
      ['start > get'],
      { name: 'Download' },
    );
  const start = () => rig.call('runs.start', { subject: { flow: 'Download' }, payload: { name: 'a.pdf' } });
  const path = join(folder, 'new', 'a.pdf');
  return { rig, document, start, path, folder, asked: () => asked };
};
const left = (folder: string): string[] => (existsSync(join(folder, 'new')) ? readdirSync(join(folder, 'new')) : []);

/** Bytes that are no text and do not pack well. */
const noise = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = 1; at < length; at++) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[at] = state & 0xff;
  }
  return bytes;
};

test('an answer larger than an output may be goes into a file as it is, and in a dry run nothing is asked', async () => {
  const content = noise(24 * 1024 * 1024);
  const { rig, document, start, path, folder, asked } = await openRig((response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(content),
  );
  expect(await rig.importFlow(document())).toMatchObject({ missingGrants: [] });
  const dry = await rig.call('runs.dry', { subject: { flow: 'Download' }, payload: { name: 'a.pdf' } });
  expect([asked(), left(folder)]).toEqual([0, []]);
  const run = await start();
  const ended = await rig.waitForRun(run.id);
  expect(ended.error).toBeNull();
  expect(ended.steps[0]?.output).toMatchObject({ status: 200, file: { path, bytes: content.length } });
  expect(ended.steps[0]).toMatchObject({ effect: 'repeatable', did: { kind: 'request', saveTo: path } });
  expect(ended.steps[0]?.did).toEqual(dry.steps[0]?.would);
  expect(readFileSync(path).equals(content)).toBe(true);
  expect(left(folder)).toEqual(['a.pdf']);
});

test('a packed answer is unpacked, redirects are followed, and a file that is there is replaced', async () => {
  const content = noise(3_000_000);
  const { rig, document, start, path } = await openRig((response, { url }) =>
    url === '/invoice'
      ? response.writeHead(302, { location: '/file' }).end('moved')
      : response
          .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
          .end(gzipSync(content)),
  );
  await rig.importFlow(document());
  expect(await rig.waitForRun((await start()).id)).toMatchObject({ status: 'succeeded' });
  writeFileSync(path, 'old');
  const run = await start();
  expect(await rig.waitForRun(run.id)).toMatchObject({ status: 'succeeded', steps: [{ output: { file: { path } } }] });
  expect(readFileSync(path).equals(content)).toBe(true);
});

test.each<[string, (response: ServerResponse) => void, string]>([
  ['an error', (response) => response.writeHead(404).end('no such invoice'), 'http.answered-404'],
  [
    'half a file',
    (response) => {
      response.writeHead(200, { 'content-length': '1000000' }).write(noise(500_000), () => response.destroy());
    },
    'http.connection-lost',
  ],
  [
    'too large a file',
    (response) => {
      const piece = noise(4 * 1024 * 1024);
      const more = (): void => {
        if (!response.destroyed) response.write(piece, more);
      };
      response.writeHead(200);
      more();
    },
    'http.too-large',
  ],
])('%s leaves what was there', async (_what, answer, code) => {
  const { rig, document, start, path, folder } = await openRig(answer);
  await rig.importFlow(document({ saveTo: `${folder}/a.pdf` }));
  writeFileSync(join(folder, 'a.pdf'), 'old');
  const run = await start();
  expect(await rig.waitForRun(run.id)).toMatchObject({ status: 'failed', error: { code } });
  expect([readFileSync(join(folder, 'a.pdf'), 'utf8'), readdirSync(folder)]).toEqual(['old', ['a.pdf']]);
  expect(existsSync(path)).toBe(false);
});

test('without the permission to write, nothing is asked', async () => {
  const { rig, document, start, asked } = await openRig((response) => response.end('x'));
  await rig.importFlow(document({ method: 'POST' }), { on: false, allow: [] });
  expect(await start()).toMatchObject({ status: 'failed', error: { code: 'grant.missing' } });
  await rig.importFlow(document({ saveTo: join(rig.dataDir, 'config.db') }));
  expect(await start()).toMatchObject({ status: 'failed', error: { code: 'file.denied' } });
  expect(asked()).toBe(0);
});
