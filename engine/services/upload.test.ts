import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';

/** A service that keeps the bytes it gets. */
const openKeeper = async () => {
  const got: { type: string; bytes: Buffer }[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      got.push({ type: request.headers['content-type'] ?? '', bytes });
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":7}');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/files` };
};

const flowWith = (url: string, body: JsonRecord) =>
  drawFlow(
    {
      start: { type: 'manual' },
      send: { type: 'http-request', params: { method: 'POST', url, body }, onError: { retries: 0 } },
    },
    ['start > send'],
    { name: 'Upload' },
  );
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 13, 10, 34]);
const payload = { name: 'a "b"\nc', path: 'photo.png' };

test('a form with files arrives byte for byte, and is shown with a sentence in the place of each file', async () => {
  const rig = await openTestEngine();
  const { got, url } = await openKeeper();
  const folder = tempFolder();
  writeFileSync(join(folder, 'photo.png'), png);
  const document = flowWith(url, {
    kind: 'multipart',
    fields: [{ name: 'title', value: '{{ trigger.name }}' }],
    files: [{ name: 'file "1"', file: `${folder}/{{ trigger.path }}` }],
  });
  expect(await rig.importFlow(document)).toMatchObject({ missingGrants: [] });
  const dry = await rig.call('runs.dry', { subject: { flow: 'Upload' }, payload });
  expect(got).toEqual([]);
  const run = await rig.call('runs.start', { subject: { flow: 'Upload' }, payload });
  expect(run).toMatchObject({ status: 'succeeded', steps: [{ output: { status: 201, body: { id: 7 } } }] });
  const { type = '', bytes = Buffer.alloc(0) } = got[0] ?? {};
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  expect(form.get('title')).toBe(payload.name);
  const file = form.get('file "1"') as File;
  expect([file.name, file.type, Buffer.from(await file.arrayBuffer())]).toEqual(['photo.png', 'image/png', png]);
  const shown = bytes.toString('latin1').replace(png.toString('latin1'), '(the file photo.png, 10 bytes)');
  expect(run.steps[0]?.did).toMatchObject({ kind: 'request', body: shown });
  expect(dry.steps[0]?.would).toEqual(run.steps[0]?.did);
});

test('a file can be the whole body; one that is not allowed is shown by its name and not sent', async () => {
  const rig = await openTestEngine();
  const { got, url } = await openKeeper();
  mkdirSync(join(rig.dataDir, 'files'), { recursive: true });
  writeFileSync(join(rig.dataDir, 'files', 'photo.png'), png);
  const document = flowWith(url, { kind: 'file', file: 'photo.png' });
  const dry = await rig.call('runs.dry', { subject: { document }, payload });
  expect(dry.steps[0]?.would).toMatchObject({ body: '(the file photo.png, once it is allowed)' });
  await rig.importFlow(document, { on: false, allow: [] });
  const refused = await rig.call('runs.start', { subject: { flow: 'Upload' }, payload });
  expect(refused).toMatchObject({ status: 'failed', error: { code: 'grant.missing' } });
  await rig.importFlow(document);
  expect(await rig.call('runs.start', { subject: { flow: 'Upload' }, payload })).toMatchObject({ status: 'succeeded' });
  expect(got).toEqual([{ type: 'image/png', bytes: png }]);
});

test('a file of WhenThen itself, and one that is not there, are not sent', async () => {
  const rig = await openTestEngine();
  const { got, url } = await openKeeper();
  for (const [file, code] of [
    [join(rig.dataDir, 'secret.key'), 'file.denied'],
    ['nothing.pdf', 'file.not-found'],
  ] as const) {
    await rig.importFlow(flowWith(url, { kind: 'file', file }));
    const run = await rig.call('runs.start', { subject: { flow: 'Upload' }, payload });
    expect(run).toMatchObject({ status: 'failed', error: { code } });
  }
  expect(got).toEqual([]);
});
