import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bridge } from '../../engine/contract/bridge.ts';
import { createClient } from '../../engine/contract/client.ts';
import type { Push } from '../../engine/contract/pushes.ts';
import { openBridgeWire } from '../../renderer/client/bridge-wire.ts';

/** Starts the built app in this process with the stand-in for Electron, uses it as its page does, and prints what came of it. */
const [, , appFolder = '', dataDir = ''] = process.argv;
const urlOf = (...parts: string[]): string => pathToFileURL(path.join(appFolder, ...parts)).href;

process.argv = [process.execPath, appFolder, '--data', dataDir, '--hooks-port', '0'];
const electron = await import(urlOf('node_modules/electron/index.mjs'));
const { seen, app, ipcRenderer, sendFrom } = electron;
const until = async <Value>(look: () => Value | undefined | false): Promise<Value> => {
  for (;;) {
    const value = look();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const flatten = (items: { submenu?: never[]; label?: string }[]): { label?: string; click?: unknown }[] =>
  items.flatMap((item) => [item, ...flatten(item.submenu ?? [])]);
const itemCalled = (label: string) => flatten(seen.menu).find((item) => item.label === label);

const report: Record<string, unknown> = {};
await import(urlOf('code/main.js'));
const window = await until(() => seen.windows[0]);
const bridge = await until(() => seen.exposed.whenthen as Bridge | undefined);
const client = createClient(openBridgeWire(bridge));
const pushes: Push[] = [];
client.onPush((push) => pushes.push(push));
const pushed = (name: Push['name']) => until(() => pushes.find((push) => push.name === name));

const info = await client.call('app.info', {});
report.capabilities = info.capabilities;
report.preferences = window.options.webPreferences;
report.address = window.webContents.url;
report.sandboxed = seen.sandboxed;
report.scheme = seen.privileged[0];

const page = await seen.protocols.app(new Request('app://whenthen/'));
report.page = [page.status, page.headers.get('content-security-policy')];
report.outside = (await seen.protocols.app(new Request('app://whenthen/..%2fpackage.json'))).status;

report.starters = (await client.call('starters.list', {})).length > 0;
const shop = await client.call('demo.ensure', {});
report.tables = (await client.call('databases.tables', { file: shop.path })).length > 0;

await client.call('flows.import', {
  document: {
    format: 'whenthen.flow/1',
    name: 'Hook',
    nodes: [
      { id: 'hook', type: 'webhook', params: { path: 'hook' } },
      { id: 'copy', type: 'map', params: { fields: [{ name: 'a', value: '{{ trigger.body.a }}' }] } },
    ],
    edges: [{ from: 'hook', to: 'copy' }],
  },
  on: true,
  allow: 'all',
});
const post = (body: string) =>
  fetch(`${info.hooksUrl}/hooks/hook`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
report.answer = (await post('{"a":1}')).status;
const runWith = async (status: 'succeeded' | 'failed'): Promise<true> => {
  while ((await client.call('runs.list', { status })).length === 0) await pushed('run.changed');
  return true;
};
report.run = await runWith('succeeded');
await post('{}');
report.failed = await runWith('failed');
report.notified = (await until(() => seen.notifications[0])).options.title;

await client.call('desktop.showCommands', {
  commands: [{ id: 'flow.undo', title: 'Undo', group: 'Edit the flow', kbd: '$mod+Z' }],
});
const undo = itemCalled('Undo') as { click: (...given: unknown[]) => void };
undo.click({}, undefined, { triggeredByAccelerator: true });
undo.click({}, undefined, { triggeredByAccelerator: false });
report.chosen = (await pushed('command.chosen')).data;
report.chosenTimes = pushes.filter(({ name }) => name === 'command.chosen').length;

const link = `whenthen://import?flow=${Buffer.from('{"name":"Linked"}').toString('base64url')}&name=Ana`;
app.emit('second-instance', {}, ['whenthen', link]);
await pushed('file.offered');
report.offered = await client.call('desktop.takeOffered', {});
report.offeredAgain = await client.call('desktop.takeOffered', {});

/** A frame inside the page, and a page of somebody else, are not listened to. */
const heard: unknown[] = [];
ipcRenderer.on('wire.message', (_event: unknown, text: string) => heard.push(JSON.parse(text).id));
const call = (id: number) => JSON.stringify({ kind: 'call', id, method: 'app.info', input: {} });
sendFrom(window.webContents, 'wire.message', call(9001), { parent: {} });
sendFrom(window.webContents, 'wire.message', call(9002), { url: 'https://example.com/' });
sendFrom({ url: 'app://whenthen/' }, 'wire.message', call(9003));
sendFrom(window.webContents, 'wire.message', call(9004));
await until(() => heard.includes(9004));
report.strangers = heard.filter((id) => Number(id) > 9000 && id !== 9004);

report.key = (await client.call('desktop.settings', {})).key;
window.close();
await until(() => !window.isShown);
report.asked = seen.asked;
report.whenClosed = (await client.call('desktop.settings', {})).whenClosed;
report.tray = flatten(seen.trayMenu).map(({ label }) => label);
process.once('exit', () => console.log(JSON.stringify(report)));
app.quit();
