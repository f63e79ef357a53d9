import { isIgnoredName, matchesName, readPatterns } from '../../model/file-pattern.ts';
import type { Deed, Wait } from './marks.ts';

/** `certain`: doing it starts the other; `possible`: it depends on what is there or in the data; null: it does not. */
export type Meeting = 'certain' | 'possible' | null;

type FileDeed = Extract<Deed, { kind: 'file' }>;
type FileWait = Extract<Wait, { kind: 'file' }>;

const meetFile = ({ path, mode }: FileDeed, { folder, name, events, subfolders }: FileWait): Meeting => {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const [within, file] = [path.slice(0, cut), path.slice(cut + 1)];
  const isThere =
    within === folder || (subfolders && /^[/\\]/.test(within.slice(folder.length)) && within.startsWith(folder));
  if (!isThere || isIgnoredName(file) || !matchesName(readPatterns(name), file)) return null;
  // A file appears once; only one that is written again and again changes each time.
  if (events.includes('changed') && mode !== 'create') return 'certain';
  return events.includes('appeared') ? 'possible' : null;
};

/** Whether what a step does is what a trigger waits for. */
export const meet = (deed: Deed, wait: Wait): Meeting => {
  if (deed.kind === 'event' && wait.kind === 'event') return deed.name === wait.name ? 'certain' : null;
  // Which rows count depends on the rows, and what WhenThen writes itself may be left out.
  if (deed.kind === 'table' && wait.kind === 'table')
    return deed.file === wait.file && deed.table === wait.table ? 'possible' : null;
  if (deed.kind === 'file' && wait.kind === 'file') return meetFile(deed, wait);
  if (deed.kind === 'hook' && wait.kind === 'hook') {
    if (deed.path !== wait.path || !wait.methods.includes(deed.method)) return null;
    return wait.isOpen ? 'certain' : 'possible';
  }
  return null;
};
