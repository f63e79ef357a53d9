import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { shownCommandSchema, whenClosedSchema } from '../../engine/contract/desktop.ts';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** What the shell keeps between two starts. Every part that cannot be read is as at the first start. */
const settingsSchema = z.object({
  /** By display. */
  windows: z.record(z.string(), z.object({ bounds, isMaximized: z.boolean() })).catch({}),
  /** Where the window was last. */
  lastDisplay: z.number().nullable().catch(null),
  whenClosed: whenClosedSchema.catch('ask'),
  tellFailures: z.boolean().catch(true),
  /** Whether the person was asked about starting at login. */
  askedAboutLogin: z.boolean().catch(false),
  paused: z
    .object({ flows: z.array(z.string()), untilMs: z.number().nullable() })
    .nullable()
    .catch(null),
  /** Commands the menu bar has known. */
  commands: z.array(shownCommandSchema).catch([]),
});
export type ShellSettings = z.infer<typeof settingsSchema>;

/** Reads what was kept; a file that is missing or damaged counts as the first start. */
export const readShellSettings = (text: string | undefined): ShellSettings => {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    kept = {};
  }
  return settingsSchema.parse(z.record(z.string(), z.unknown()).catch({}).parse(kept));
};

/** The settings of the shell, kept in a file. */
export interface KeptSettings {
  get(): ShellSettings;
  change(change: Partial<ShellSettings>): void;
}

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** Opens the settings; each change is on disk at once, whole or not at all. */
export const openShellSettings = (file: string): KeptSettings => {
  let settings = readShellSettings(read(file));
  return {
    get: () => settings,
    change: (change) => {
      settings = { ...settings, ...change };
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
};
