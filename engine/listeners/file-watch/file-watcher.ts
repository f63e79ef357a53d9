import { basename, join } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { Fault } from '../../model/fault.ts';
import { isIgnoredName, readPatterns } from '../../model/file-pattern.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Clock } from '../../model/outside.ts';
import type { FileSource, Sighting, StartWatcher, WatchContext, WatchTrouble } from '../../model/watch.ts';
import { listFolder, maxFiles, TooManyFiles } from './list-folder.ts';
import { createTracker, type FileChange, type Listing, type Stamp } from './track.ts';

/** Network drives tell nothing of their changes, so the folder is looked at now and then all the same. */
const lookAgainMs = 30_000;
/** While something is wrong with the folder. */
const tryAgainMs = 2000;
/** Changes come in bursts; looking waits so long for the end of one. */
const restMs = 100;
/** Kept in one transaction. */
const batch = 1000;

/** What was seen so far, as it is stored: `[path, size, modifiedMs]` of every file. */
interface Progress {
  of: string;
  files: [string, number, number][];
}

const isProgress = (state: JsonValue | null): boolean =>
  typeof state === 'object' && state !== null && !Array.isArray(state) && Array.isArray(state.files);

const explain = (folder: string, thrown: unknown): WatchTrouble => {
  if (thrown instanceof Fault) return { code: thrown.code, message: thrown.message, fix: thrown.fix ?? '' };
  if (thrown instanceof TooManyFiles)
    return {
      code: 'files.too-many',
      message: `The folder ${folder} holds more than ${maxFiles.toLocaleString('en')} files.`,
      fix: 'Watch a smaller folder, or name the files with a pattern.',
    };
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === 'ENOENT')
    return {
      code: 'files.folder-gone',
      message: `The folder ${folder} is not there.`,
      fix: 'Bring it back or choose another one; watching goes on by itself.',
    };
  if (code === 'ENOTDIR')
    return { code: 'files.no-folder', message: `${folder} is not a folder.`, fix: 'Choose a folder.' };
  if (code === 'EACCES' || code === 'EPERM')
    return {
      code: 'files.no-access',
      message: `WhenThen may not read the folder ${folder}.`,
      fix: 'Give your user the right to read it.',
    };
  return {
    code: 'files.unreadable',
    message: `The folder ${folder} cannot be read (${code ?? String(thrown)}).`,
    fix: 'Check the disk or the network drive; watching goes on by itself.',
  };
};

const toSighting = (folder: string, { path, event, stamp }: FileChange): Sighting => ({
  payload: {
    path: join(folder, path),
    name: basename(path),
    event,
    size: stamp.size,
    modifiedAt: new Date(stamp.modifiedMs).toISOString(),
  },
});

const openWatcher = (folder: string, subfolders: boolean, changed: () => void): FSWatcher =>
  watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    depth: subfolders ? 32 : 0,
    ignored: (path) => path !== folder && isIgnoredName(basename(path)),
  })
    // Hints only: what counts is what a look at the folder finds.
    .on('all', changed)
    // What came between the first look and now was taken for old by the hints.
    .on('ready', changed)
    .on('error', changed);

const watchFolder = (clock: Clock, source: FileSource, context: WatchContext) => {
  const { name, subfolders, events, settleMs } = source;
  const patterns = readPatterns(name);
  const of = JSON.stringify([source.folder, name, subfolders]);
  const before = context.state as unknown as Progress | null;
  const goesOn = isProgress(context.state) && before?.of === of && !context.justSwitchedOn;
  const known: Listing = new Map<string, Stamp>(
    goesOn ? before.files.map(([path, size, modifiedMs]) => [path, { size, modifiedMs }]) : [],
  );
  const tracker = createTracker(known, settleMs);
  let isFirstLook = !goesOn;
  let hints: FSWatcher | undefined;
  let callOff = (): void => {};
  let looking = false;
  let again = false;
  let stopped = false;

  const progress = (): JsonValue => ({
    of,
    files: [...tracker.known].map(([path, { size, modifiedMs }]) => [path, size, modifiedMs]),
  });

  const lookIn = (ms: number): void => {
    callOff();
    if (!stopped) callOff = clock.alarm(ms, look);
  };

  const keep = async (folder: string, ready: readonly FileChange[]): Promise<void> => {
    for (let at = 0; at < ready.length && !stopped; at += batch) {
      const some = ready.slice(at, at + batch);
      const wanted = some.filter(({ event }) => events.includes(event));
      const restore = some.map(({ path }) => [path, tracker.known.get(path)] as const);
      tracker.settle(some);
      try {
        await context.saw(
          wanted.map((change) => toSighting(folder, change)),
          progress(),
        );
      } catch (thrown) {
        // Nothing was kept: all of it is news again at the next look.
        tracker.settle(
          restore.map(([path, stamp]) => ({
            path,
            event: stamp ? 'changed' : 'removed',
            stamp: stamp ?? { size: 0, modifiedMs: 0 },
          })),
        );
        throw thrown;
      }
    }
  };

  /** What is there when a trigger is new is not news. */
  const remember = async (listing: Listing): Promise<void> => {
    tracker.settle([...listing].map(([path, stamp]) => ({ path, event: 'appeared', stamp })));
    await context.saw([], progress());
    isFirstLook = false;
  };

  const lookOnce = async (): Promise<number> => {
    let folder = source.folder;
    let listing: Listing;
    try {
      folder = context.outside.readableFolder(source.folder);
      listing = await listFolder(folder, patterns, subfolders);
    } catch (thrown) {
      if (stopped) return lookAgainMs;
      await hints?.close();
      hints = undefined;
      context.trouble(explain(folder, thrown));
      return tryAgainMs;
    }
    if (stopped) return lookAgainMs;
    hints ??= openWatcher(folder, subfolders, () => lookIn(restMs));
    context.trouble(null);
    try {
      if (isFirstLook) await remember(listing);
      const { ready, waitMs } = tracker.observe(listing, clock.monotonic());
      await keep(folder, ready);
      return Math.min(lookAgainMs, waitMs ?? lookAgainMs);
    } catch {
      return tryAgainMs;
    }
  };

  const look = (): void => {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    void lookOnce().then((nextMs) => {
      looking = false;
      lookIn(again ? restMs : Math.max(restMs, nextMs));
    });
  };

  look();
  return {
    look,
    stop: async () => {
      stopped = true;
      callOff();
      await hints?.close();
    },
  };
};

/** Watches folders. The list of files last seen is the truth, so nothing that happens while WhenThen is closed is lost. */
export const createFileWatcher =
  (clock: Clock): StartWatcher<FileSource> =>
  (source, context) =>
    watchFolder(clock, source, context);
