import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { Expression } from './expression/syntax.ts';
import type { N8nNode } from './read-workflow.ts';
import type { Source } from './source.ts';

/** A way out of a step. */
export interface Out {
  step: string;
  port: string;
}

/** A step as a translator makes it; the first one has the id of its node. */
export interface MadeStep {
  id: string;
  type: string;
  params: JsonRecord;
  timeoutMs?: number;
}

/** What one node becomes. */
export interface Translation {
  steps: MadeStep[];
  /** Lines between its own steps. */
  lines: { from: string; port: string; to: string }[];
  /** For each way out of the node, in the order of n8n, the ways out here. */
  outs: Out[][];
  /** What it hands on. */
  source: Source;
  /** Lines lead to its first step from here, instead of from where they came. */
  comesFrom?: Out[];
  /** The steps that repeat it, where that is not what leads to it. */
  loops?: readonly string[];
}

/** It is not needed here; what leads to it leads to what follows it. */
export interface Removed {
  removed: true;
  source: Source;
}

/** There is nothing here a node could become; `reason` is a sentence. */
export class NoCounterpart extends Error {}

/** What a translator works with. */
export interface Use {
  /** The id of the first step. */
  id: string;
  /** An id for one more step. */
  newId: (ending: string) => string;
  /** What the node gets. */
  source: Source;
  /** What it gets by each of its inputs. */
  inputs: readonly Source[];
  /** Whether never more than one of the lines that lead to it is taken. */
  exclusive: boolean;
  /** The steps that repeat it, outermost first. */
  loops: readonly string[];
  /** Nodes that lead to it and to which it leads. */
  before: readonly N8nNode[];
  after: readonly N8nNode[];
  /** How many lines lead to a node. */
  linesInto: (name: string) => number;
  /** Nodes that only help it, such as a language model. */
  helpers: readonly N8nNode[];
  /** Tells a difference, as a sentence. */
  differs: (sentence: string) => void;
  /** A setting as a value; blocks become placeholders. */
  value: (setting: JsonValue | undefined, field: string) => JsonValue;
  /** The same as a text. */
  text: (setting: JsonValue | undefined, field: string) => string;
  /** JSON typed as a text, as a tree; undefined when it is none. */
  json: (setting: JsonValue | undefined, field: string) => JsonValue | undefined;
  /** A setting that cannot be worked out here; undefined for a block, which is told as a difference. */
  fixed: (setting: JsonValue | undefined, field: string) => string | undefined;
  /** One side of a comparison, when an expression compares. */
  expression: (part: Expression, field: string) => JsonValue;
  /** All that a node hands on, or what this one gets for null; or why it cannot be read. */
  whole: (name: string | null) => { value: JsonValue } | { why: string };
  /** The name of a credential of the node, as a connection may be called. */
  credential: (from?: N8nNode) => string | undefined;
}

export type Translate = (node: N8nNode, use: Use) => Translation | Removed;

/** One step with one way out, which hands on its own output. */
export const oneStep = (
  use: Use,
  type: string,
  params: JsonRecord,
  source: Source,
  timeoutMs?: number,
): Translation => ({
  steps: [{ id: use.id, type, params, ...(timeoutMs !== undefined && { timeoutMs }) }],
  lines: [],
  outs: [[{ step: use.id, port: 'out' }]],
  source,
});
