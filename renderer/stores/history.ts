import { applyPatches, enablePatches, type Objectish, type Patch, produceWithPatches } from 'immer';

enablePatches();

/** One thing a person did, as it is named in "Undo: move 3 steps". */
export interface HistoryEntry {
  label: string;
  /** Edits with the same key that follow each other closely are one entry (typing into one field, dragging one step). */
  key: string | null;
  atMs: number;
  forward: Patch[];
  back: Patch[];
}

/** What was done and what was undone, newest last. */
export interface History {
  past: readonly HistoryEntry[];
  future: readonly HistoryEntry[];
}

export const emptyHistory: History = { past: [], future: [] };

/** Steps back a person can go. */
export const historyLimit = 200;
/** A pause this long between two edits of one field makes them two. */
export const coalesceMs = 1000;

export interface Edit<Document> {
  label: string;
  recipe: (draft: Document) => void;
  /** Joins this edit to the one before when that has the same key. */
  key?: string;
  atMs: number;
}

const joins = (last: HistoryEntry | undefined, edit: { key?: string; atMs: number }): last is HistoryEntry =>
  last !== undefined && edit.key !== undefined && last.key === edit.key && edit.atMs - last.atMs < coalesceMs;

/** Applies an edit. The document stays the same object when nothing changed, and then nothing is remembered. */
export const applyEdit = <Document extends Objectish>(
  document: Document,
  history: History,
  edit: Edit<Document>,
): { document: Document; history: History } => {
  const [next, forward, back] = produceWithPatches(document, (draft) => {
    edit.recipe(draft as Document);
  });
  if (forward.length === 0) return { document, history };
  const last = history.past.at(-1);
  const entry: HistoryEntry = joins(last, edit)
    ? { ...last, atMs: edit.atMs, forward: [...last.forward, ...forward], back: [...back, ...last.back] }
    : { label: edit.label, key: edit.key ?? null, atMs: edit.atMs, forward, back };
  const before = joins(last, edit) ? history.past.slice(0, -1) : history.past;
  return { document: next, history: { past: [...before, entry].slice(-historyLimit), future: [] } };
};

/** Takes the last edit back; undefined when there is none. */
export const undoEdit = <Document extends Objectish>(document: Document, { past, future }: History) => {
  const entry = past.at(-1);
  if (!entry) return undefined;
  return {
    document: applyPatches(document, entry.back),
    // What is undone is closed: typing on afterwards starts an entry of its own.
    history: { past: past.slice(0, -1), future: [...future, { ...entry, key: null }] },
    entry,
  };
};

/** Does again what was undone last; undefined when there is nothing. */
export const redoEdit = <Document extends Objectish>(document: Document, { past, future }: History) => {
  const entry = future.at(-1);
  if (!entry) return undefined;
  return {
    document: applyPatches(document, entry.forward),
    history: { past: [...past, entry], future: future.slice(0, -1) },
    entry,
  };
};
