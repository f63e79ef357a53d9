import { type Fault, ourFault, worldFault } from '../model/fault.ts';
import type { WriteFailure } from './write-batch.ts';

/** What a person is told about a write that failed. A full or busy disk is the world's doing and passes. */
export const explainWrite = ({ code, text }: WriteFailure): Fault => {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return worldFault('store.disk-full', 'The disk is full, so WhenThen cannot keep what arrives.', {
      fix: 'Free some space; WhenThen goes on by itself.',
      cause: text,
    });
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_BUSY')
    return worldFault('store.unavailable', `The data folder cannot be written right now (${code}).`, { cause: text });
  return ourFault('store.failed', `WhenThen could not store something: ${text}`, { cause: text });
};

/** The thread that writes ended by itself: nothing more can be kept until the next start. */
export const writerGone = (why: string): Fault =>
  ourFault('store.writer-gone', `WhenThen cannot store anything any more, because a part of it ended: ${why}`, {
    fix: 'Start WhenThen again; nothing that was confirmed is lost.',
  });
