import { z } from 'zod';
import { method, nothing } from './method.ts';

/** What only the desktop window can do. In a browser these calls throw `desktop.not-here`, and screens do not show them. */

/** A command of the screens as the menu bar shows it. */
export const shownCommandSchema = z.strictObject({
  id: z.string().min(1).max(100),
  title: z.string().min(1).max(200),
  group: z.string().max(100),
  /** As `$mod+Shift+L`. */
  kbd: z.string().max(40).optional(),
});
export type ShownCommand = z.infer<typeof shownCommandSchema>;

/** What closing the window does while flows are on. */
export const whenClosedSchema = z.enum(['ask', 'keep', 'quit']);

/** How the desktop is set, and what this computer lets one set. */
export interface DesktopSettings {
  /** Null where it cannot be set. `needs-approval`: the system asks the person first, in its own settings. */
  startAtLogin: 'on' | 'off' | 'needs-approval' | null;
  whenClosed: z.infer<typeof whenClosedSchema>;
  /** Whether failed runs are told on the desktop. */
  tellFailures: boolean;
  /** What keeps the key of the passwords: the system's own vault by its name, or a file only this user may read, and why. */
  key: { keptBy: string | null; why: string | null };
  /** `none`: this copy does not update itself, for the reason given. */
  update: { state: 'none' | 'current' | 'looking' | 'ready' | 'failed'; version: string | null; why: string | null };
}

/** A flow file that was opened with WhenThen, to be looked at first. */
export interface OfferedFile {
  fileName: string;
  text: string;
}

export const desktopMethods = {
  'desktop.settings': method<DesktopSettings>()(nothing),
  'desktop.change': method<DesktopSettings>()(
    z.strictObject({
      startAtLogin: z.boolean().optional(),
      whenClosed: whenClosedSchema.optional(),
      tellFailures: z.boolean().optional(),
    }),
  ),
  /** Tells the menu bar which commands there are now. */
  'desktop.showCommands': method<null>()(z.strictObject({ commands: z.array(shownCommandSchema).max(500) })),
  /** The file that waits to be looked at, once; null when there is none. */
  'desktop.takeOffered': method<OfferedFile | null>()(nothing),
  /** Stops in good order and starts the version that was downloaded. */
  'desktop.restartToUpdate': method<null>()(nothing),
} as const;

/** What the desktop shell hands the engine, so that calls of the contract reach it. */
export interface Desktop {
  settings(): Promise<DesktopSettings>;
  change(change: z.output<(typeof desktopMethods)['desktop.change']['input']>): Promise<DesktopSettings>;
  /** The menu bar shows these from now on. */
  showCommands(commands: readonly ShownCommand[]): void;
  takeOffered(): OfferedFile | null;
  restartToUpdate(): void;
}
