import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../adapters/clock.ts';
import { scheduleAlarm } from '../adapters/schedule-alarm.ts';
import { createFileWatcher } from '../listeners/file-watch/file-watcher.ts';
import { createScheduler } from '../listeners/schedule/scheduler.ts';
import { createWatchRig } from '../testing/watch-rig.ts';
import type { Add } from './figures.ts';

const schedules = 1000;

/** What a thousand schedules cost while none of them is due. */
const measureIdleSchedules = async (add: Add, seconds: number): Promise<void> => {
  const start = createScheduler(systemClock, scheduleAlarm);
  const minute = (new Date().getMinutes() + 30) % 60;
  const all = Array.from({ length: schedules }, (_, index) =>
    start(
      {
        kind: 'schedule',
        cron: `${minute} ${index % 24} * * *`,
        everySeconds: null,
        at: null,
        timeZone: 'Europe/Lisbon',
        missed: 'run-once',
        missedWithinMinutes: 720,
      },
      createWatchRig().context,
    ),
  );
  await pause(500);
  const before = process.cpuUsage();
  const began = performance.now();
  await pause(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 10 / (performance.now() - began);
  for (const one of all) void one.stop();
  add('1,000 schedules, none due', share, '% CPU', '< 1 %', share < 1);
};

const files = 10_000;

/** Many files dropped into a watched folder at once: each is one event. */
const measureFiles = async (add: Add): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'whenthen-bench-'));
  const rig = createWatchRig();
  const one = createFileWatcher(systemClock)(
    { kind: 'file-watch', folder, name: '', events: ['appeared'], settleMs: 500, subfolders: false },
    rig.context,
  );
  while (rig.state() === null) await pause(10);
  for (let number = 0; number < files; number++) writeFileSync(join(folder, `${number}.txt`), 'x');
  const began = performance.now();
  while (rig.seen.length < files && performance.now() - began < 60_000) await pause(10);
  const took = (performance.now() - began) / 1000;
  await pause(1500);
  await one.stop();
  rmSync(folder, { recursive: true });
  add('10,000 files at once, events', rig.seen.length, '', `= ${files}`, rig.seen.length === files);
  add('10,000 files at once, until all were seen', took, 's');
};

/** Triggers that look for themselves. */
export const measureWatchers = async (add: Add, seconds: number): Promise<void> => {
  await measureIdleSchedules(add, seconds);
  await measureFiles(add);
};
