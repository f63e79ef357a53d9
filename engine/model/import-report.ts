/** How much of a foreign step came over: all of it, with differences that are told, or nothing but its name and settings. */
export type ImportOutcome = 'translated' | 'approximated' | 'placeholder';

/** What became of one node of a file made by another program. */
export interface ImportedNode {
  /** Its name in that file. */
  name: string;
  /** Its type in that file. */
  from: string;
  /** The step it became; null when it is a note, or was not needed. */
  id: string | null;
  /** The type of that step. */
  became: string | null;
  outcome: ImportOutcome;
  /** What differs, one sentence each. */
  differences: string[];
}

/** What became of a file made by another program: every node of it, and what is to be known about the whole. */
export interface ImportReport {
  from: 'n8n';
  nodes: ImportedNode[];
  notes: string[];
}
