import { statfs } from 'node:fs/promises';
import { freemem, homedir, totalmem } from 'node:os';
import { personFault } from '../../model/fault.ts';

/** How full the disk of a folder is, in percent of what programs of this person may use (as `df` counts). */
export const diskPercent = async (path: string): Promise<number> => {
  const place = path === '' ? homedir() : path;
  const { blocks, bfree, bavail } = await statfs(place).catch(() => {
    throw personFault('metric.no-disk', `There is no folder ${place}.`, {
      fix: 'Check that its drive is connected, or choose another folder.',
    });
  });
  const used = blocks - bfree;
  return used + bavail === 0 ? 100 : (used * 100) / (used + bavail);
};

/** Memory that is in use and cannot be given to other programs, in percent. */
export const memoryPercent = (): number => ((totalmem() - freemem()) * 100) / totalmem();
