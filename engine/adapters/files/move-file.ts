import type { BigIntStats } from 'node:fs';
import { lstat, stat, unlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { personFault } from '../../model/fault.ts';
import type { FileMove, PlannedMove } from '../../model/outside.ts';
import { inTurn } from './in-turn.ts';
import type { Location } from './locate.ts';
import { holdTheSame, placeFile } from './place-file.ts';
import { makeFolders, syncFolder } from './write-content.ts';

/** What moving needs to know about places: where a path really leads, judged by what was granted. */
export interface MoveOptions {
  absolute: (path: string) => string;
  find: (path: string) => Promise<Location>;
}

const look = (path: string): Promise<BigIntStats | null> =>
  lstat(path, { bigint: true }).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return null;
    throw thrown;
  });

/** A name without an ending is taken for a folder, unless there is a file of that name. */
const destinationOf = async (from: string, to: string): Promise<string> => {
  const found = await stat(to).catch(() => null);
  const isFolder = found ? found.isDirectory() : /[/\\]$/.test(to) || extname(basename(to)) === '';
  return isFolder ? join(to, basename(from)) : to;
};

const numbered = (path: string, number: number): string => {
  const ending = extname(path);
  return `${path.slice(0, path.length - ending.length)} (${number})${ending}`;
};

const mostNumbers = 10_000;

const isOne = (a: BigIntStats, b: BigIntStats): boolean => a.ino === b.ino && a.dev === b.dev;

/** The clock of a file system may be behind ours by a tick. */
const tickMs = 20;

/** Whether a file came under its name since the step began: giving a file a name is the last change of its entry (`ctime`). */
const cameSince = (file: BigIntStats, startedAtMs: number): boolean => Number(file.ctimeMs) >= startedAtMs - tickMs;

interface Found extends PlannedMove {
  place: Location;
  /** An earlier attempt of this step got as far as this; null = nothing was done yet. */
  earlier: 'done' | 'copied' | null;
}

/** The name the file gets, and how far an earlier attempt came: `number` goes on until a name is free or its own. */
const findPlace = async (
  from: string,
  wanted: string,
  { ifExists, startedAtMs }: FileMove,
  { find }: MoveOptions,
): Promise<Found> => {
  const source = await look(from);
  for (let number = 0; number < mostNumbers; number++) {
    const place = await find(number === 0 ? wanted : numbered(wanted, number));
    const there = place.path === from ? null : await look(place.path);
    const plan = { from, to: place.path, place, bytes: Number((source ?? there)?.size ?? 0), replaces: false };
    if (!there) {
      if (source) return { ...plan, earlier: null };
      // Without a source, a name that is free means that no attempt got this far.
      break;
    }
    const isNew = cameSince(there, startedAtMs);
    if (!source) {
      if (isNew) return { ...plan, earlier: 'done' };
    } else {
      const isSameEntry = place.path.toLowerCase() === from.toLowerCase();
      if (isSameEntry && isOne(source, there)) return { ...plan, earlier: null };
      const isCopy =
        isOne(source, there) ||
        (isNew &&
          source.size === there.size &&
          source.mtimeMs === there.mtimeMs &&
          (await holdTheSame(from, place.path)));
      if (isNew && isCopy) return { ...plan, earlier: 'copied' };
      if (ifExists === 'replace') return { ...plan, replaces: true, earlier: null };
    }
    if (ifExists !== 'number') {
      if (!source) break;
      throw personFault('file.exists', `There is already a file at "${place.path}".`, {
        fix: 'Use another name, or choose what to do when there is a file already.',
      });
    }
  }
  if (source)
    throw personFault(
      'file.exists',
      `There are already more than ${mostNumbers.toLocaleString('en')} files like "${wanted}".`,
      {
        fix: 'Use another name, for example with the date in it.',
      },
    );
  throw personFault('file.not-found', `There is no file at "${from}".`, {
    fix: 'It may have been moved, renamed or deleted already.',
  });
};

const toldOf = ({ from, to, bytes, replaces }: Found): PlannedMove => ({ from, to, bytes, replaces });

const carryOut = async (found: Found, signal: AbortSignal): Promise<void> => {
  const { from, to, place, replaces, earlier } = found;
  if (earlier === 'done' || from === to) return;
  if (earlier === 'copied') {
    await unlink(from);
    await syncFolder(dirname(from));
    return;
  }
  await makeFolders(place.missing);
  // Only capital letters differ: on drives that do not tell them apart, the old name is the new one.
  const isSameEntry = from.toLowerCase() === to.toLowerCase() && (await look(to)) !== null;
  await placeFile(from, to, replaces || isSameEntry, signal);
};

/** What a move would do. Throws `file.*` faults. */
export const planMove = async (move: FileMove, options: MoveOptions): Promise<PlannedMove> => {
  const from = (await options.find(move.from)).path;
  return toldOf(await findPlace(from, await destinationOf(from, options.absolute(move.to)), move, options));
};

/** Both ends wait their turn, in an order of their own, so that two moves never wait for each other. */
const inTurnOf = <Result>(paths: readonly string[], work: () => Promise<Result>): Promise<Result> => {
  const [first, ...others] = [...new Set(paths)].sort();
  return first === undefined ? work() : inTurn(first, () => inTurnOf(others, work));
};

/**
 * Moves a file. Asked again after a crash, it finishes what was begun: a file that came under the new name since the step
 * began, while the old one is gone, is the very file. Throws `file.*` faults and errors of the file system.
 */
export const moveFile = async (move: FileMove, signal: AbortSignal, options: MoveOptions): Promise<PlannedMove> => {
  const from = (await options.find(move.from)).path;
  const wanted = await destinationOf(from, options.absolute(move.to));
  return inTurnOf([from, wanted], async () => {
    // Between looking and linking somebody may take a name; then the next one is looked for.
    for (let tries = 0; ; tries++) {
      const found = await findPlace(from, wanted, move, options);
      try {
        await carryOut(found, signal);
        return toldOf(found);
      } catch (thrown) {
        const isTaken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
        if (!isTaken || tries >= 10) throw thrown;
      }
    }
  });
};
