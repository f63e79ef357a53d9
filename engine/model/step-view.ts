import type { FormField } from './form.ts';
import type { JsonRecord, JsonValue } from './json.ts';
import type { EffectClass } from './run.ts';

/** The four families of the palette. */
export type Family = 'when' | 'prepare' | 'check' | 'then';

/** A place an edge can leave from. */
export interface Port {
  id: string;
  /** Two or three words, shown on the line. */
  label: string;
  /** What hangs on it is done once for each item of a list. */
  repeats?: boolean;
}

/** A node type as data: everything a palette and a generic form need to know. */
export interface NodeDescription {
  type: string;
  version: number;
  kind: 'trigger' | 'step';
  family: Family;
  title: string;
  description: string;
  synonyms: string[];
  /** Name of a lucide icon. */
  icon: string;
  /** Whether it is left out of the lists of steps to choose from. */
  hidden: boolean;
  form: FormField[];
  /** The values params have while nothing is filled in. */
  defaults: JsonRecord;
  /** How long a step may take where the flow does not say. */
  timeoutMs: number;
  /** Ports of a step with these defaults. */
  ports: Port[];
}

/** One step of a flow, as its card and its neighbours see it. */
export interface StepView {
  /** What it is called on screen: its own name, or the title of its type. */
  label: string;
  /** What it is set to do, in one line; placeholders stand as they were typed. */
  summary: string;
  ports: Port[];
  /** Null for a trigger, and for a step that is not finished. */
  effect: EffectClass | null;
  /** Whether what it sends stays in the Practice outbox. */
  practice: boolean;
  /** A believable payload or output until there is a real one. */
  sample: JsonValue;
}
