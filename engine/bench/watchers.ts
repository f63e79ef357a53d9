import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../adapters/clock.ts';
import { scheduleAlarm } from '../adapters/schedule-alarm.ts';
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

/** Triggers that look for themselves. */
export const measureWatchers = (add: Add, seconds: number): Promise<void> => measureIdleSchedules(add, seconds);
