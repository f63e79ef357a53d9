import { personFault } from '../../model/fault.ts';
import type { UserFiles } from '../../model/outside.ts';
import { explainFileError } from './explain-file-error.ts';
import { inTurn } from './in-turn.ts';
import { type Location, locate, type Places } from './locate.ts';
import { moveFile, planMove } from './move-file.ts';
import { type FileSink, receiveFile } from './receive-file.ts';
import { writeContent } from './write-content.ts';

const maxBytes = 100 * 1024 * 1024;

export interface UserFilesOptions {
  /** Makes a path absolute, without judging it. */
  absolute: (path: string) => string;
  /** Makes a path absolute and checks it against what was granted; may throw. */
  resolvePath: (path: string) => string;
  /** Whether a path, links resolved, may be written; asked again because links can lead out of a folder. */
  isAllowed: Places['isAllowed'];
  /** Folders that stay closed whatever was granted: the app's own data. */
  denied?: Places['denied'];
  /** Folders inside those that are open nevertheless. */
  except?: Places['except'];
}

/** The files a flow may write. Throws the `file.*` faults, and whatever `resolvePath` throws. */
export const createUserFiles = ({
  absolute,
  resolvePath,
  isAllowed,
  denied = [],
  except = [],
}: UserFilesOptions): UserFiles & {
  /** Begins to receive a file from elsewhere; see {@link FileSink}. */
  receive: (path: string) => Promise<FileSink>;
} => {
  const find = async (path: string): Promise<Location> => {
    const target = resolvePath(path);
    try {
      return await locate(target, { isAllowed, denied, except });
    } catch (thrown) {
      throw explainFileError(thrown, target);
    }
  };
  return {
    resolve: async (path) => (await find(path)).path,
    receive: async (path) => receiveFile(await find(path)),
    write: async ({ path, mode, content }) => {
      const bytes = Buffer.from(content, 'utf8');
      if (bytes.length > maxBytes)
        throw personFault('file.too-large', `The text for "${path}" is larger than 100 MB.`, { fix: 'Write less.' });
      const place = await find(path);
      return inTurn(place.path, async () => {
        try {
          await writeContent(place, mode, bytes);
        } catch (thrown) {
          throw explainFileError(thrown, place.path);
        }
        return { path: place.path, bytes: bytes.length };
      });
    },
    move: ({ signal, ...move }) =>
      moveFile(move, signal, { absolute, find }).catch((thrown) => {
        throw explainFileError(thrown, move.to);
      }),
    planMove: (move) =>
      planMove(move, { absolute, find }).catch((thrown) => {
        throw explainFileError(thrown, move.to);
      }),
  };
};
