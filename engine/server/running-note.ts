import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({ url: z.string(), token: z.string(), pid: z.number() });
/** Where the running app answers. */
export type Running = z.infer<typeof runningSchema>;

const noteIn = (dataDir: string): string => join(dataDir, 'running.json');

/** Leaves a note in the data folder, readable by its owner only, so that commands find the running app. */
export const noteRunning = (dataDir: string, running: Running): void =>
  writeFileSync(noteIn(dataDir), JSON.stringify(running), { mode: 0o600 });

export const forgetRunning = (dataDir: string): void => rmSync(noteIn(dataDir), { force: true });

/** The note of an app that runs or crashed; undefined without one, or when a crash cut it short. */
export const readRunning = (dataDir: string): Running | undefined => {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(noteIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
};
