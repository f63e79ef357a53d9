import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { OutboxMessage } from '../model/outbox.ts';
import type { CommitPoint } from '../store/write-batch.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openRunRig } from '../testing/run-rig.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';
import type { CrashPoint } from './host.ts';

const child = fileURLToPath(new URL('../testing/crash-child.ts', import.meta.url));
const keep: OutboxMessage = { kind: 'notification', title: 'Paid', text: 'Ana' };

// start ─> a (pure) ─> b (leaves a message) ─> c (pure)
const flow = drawFlow(
  {
    start: { type: 'start' },
    a: { type: 'copy', params: { value: 1 } },
    b: { type: 'put' },
    c: { type: 'copy', params: { value: 2 } },
  },
  ['start > a > b > c'],
);

test.each<[CrashPoint | CommitPoint, number, number]>([
  ['after-commit', 0, 0],
  ['before-step', 0, 0],
  ['before-commit', 1, 0],
  ['after-commit', 1, 0],
  ['after-started', 0, 0],
  ['after-effect', 0, 0],
  // The commit that finishes the step and keeps its message.
  ['before-commit', 2, 0],
  ['after-commit', 2, 1],
  ['after-finished', 1, 1],
])('killed %s (passed %i times before): the message is there once', async (point, hit, keptBefore) => {
  const folder = tempFolder();
  const { signal, stderr } = spawnSync(process.execPath, [child, JSON.stringify({ folder, flow, point, hit, keep })], {
    encoding: 'utf8',
  });
  expect(`${signal} ${stderr}`).toContain('SIGKILL');
  const rig = openRunRig({ folder, flow, act: () => ({ output: {}, keep }) });
  const messages = () => rig.stores.history.outbox.list({ limit: 10 });
  expect(messages()).toHaveLength(keptBefore);
  rig.runner.recover();
  await until(() => rig.stores.history.runs({ limit: 10 }).every(({ status }) => status === 'succeeded'));
  expect(messages().map(({ node, message }) => ({ node, message }))).toEqual([{ node: 'b', message: keep }]);
  rig.close();
});
