import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from './explain-file-error.ts';
import type { Location } from './locate.ts';
import { makeFolders, noFollow, refuseMoved, syncFolder } from './write-content.ts';

/** A file that is being received piece by piece. Nothing is seen of it under its name before it is whole. */
export interface FileSink {
  /** Takes a piece; false asks to wait until `resume` is called. */
  write(piece: Uint8Array, resume: () => void): boolean;
  /** Puts the whole file on the disk and under its name, in place of one that is there. */
  finish(): Promise<{ path: string; bytes: number }>;
  /** Leaves everything as it was. */
  drop(): Promise<void>;
}

/** Bytes that wait for the disk before whoever sends them is asked to wait, too. */
const mostWaiting = 1024 * 1024;

/** Begins to receive a file at a place that was judged. Throws the `file.*` faults. */
export const receiveFile = async (place: Location): Promise<FileSink> => {
  const temporary = join(place.folder, `.whenthen-${randomBytes(8).toString('hex')}.tmp`);
  const explained = (thrown: unknown) => explainFileError(thrown, place.path);
  const begin = async () => {
    await makeFolders(place.missing);
    const old = await stat(place.path).catch(() => null);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow;
    const made = await open(temporary, flags, old ? old.mode & 0o777 : 0o666);
    try {
      await refuseMoved(made, temporary, place);
      return made;
    } catch (thrown) {
      await made.close();
      await unlink(temporary);
      throw thrown;
    }
  };
  const handle = await begin().catch((thrown) => {
    throw explained(thrown);
  });
  let writing: Promise<void> = Promise.resolve();
  let failed: unknown;
  let bytes = 0;
  let waiting = 0;
  let resumeWaiting: (() => void) | null = null;

  const append = async (piece: Uint8Array): Promise<void> => {
    try {
      for (let at = 0; failed === undefined && at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
    } catch (thrown) {
      // Said by `finish`; what still comes until then is let go.
      failed = thrown;
    }
    waiting -= piece.length;
    if (waiting > 0) return;
    const resume = resumeWaiting;
    resumeWaiting = null;
    resume?.();
  };
  const remove = async (): Promise<void> => {
    failed ??= new Error('dropped');
    await writing;
    await handle.close().catch(() => {});
    await unlink(temporary).catch(() => {});
  };
  return {
    write: (piece, resume) => {
      bytes += piece.length;
      waiting += piece.length;
      writing = writing.then(() => append(piece));
      if (waiting < mostWaiting) return true;
      resumeWaiting = resume;
      return false;
    },
    finish: async () => {
      try {
        await writing;
        if (failed !== undefined) throw failed;
        await handle.sync();
        await handle.close();
        await rename(temporary, place.path);
        await syncFolder(place.folder);
        return { path: place.path, bytes };
      } catch (thrown) {
        await remove();
        throw explained(thrown);
      }
    },
    drop: remove,
  };
};
