import { create } from 'zustand';
import { call } from '../client/connection.ts';

/** A flow file that was opened with WhenThen and waits to be looked at; only the desktop hands some over. */
export const useOffered = create<{ file: { fileName: string; text: string } | null }>()(() => ({ file: null }));

/** Takes what waits, if anything does; true when there is something to look at now. */
export const takeOffered = async (): Promise<boolean> => {
  const file = await call('desktop.takeOffered', {});
  if (file) useOffered.setState({ file });
  return file !== null;
};
