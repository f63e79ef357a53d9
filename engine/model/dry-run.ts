import type { FaultData } from './fault.ts';
import type { JsonValue } from './json.ts';
import type { HookAnswer } from './outside.ts';
import type { Preview } from './preview.ts';
import type { EffectClass, StepStatus } from './run.ts';

/** One step of a dry run. */
export interface DryStep {
  node: string;
  /** 0, or the place among repeated items (model/items.ts). */
  item: number;
  type: string;
  label: string;
  status: StepStatus;
  effect: EffectClass;
  /** Whether the output was given by the test instead of worked out. */
  pinned: boolean;
  port: string | null;
  output?: JsonValue | undefined;
  /** Exactly what a real run would do. */
  would: Preview | null;
  error: FaultData | null;
  /** For a step that repeats: the length of its list, and for how many items it was tried. */
  repeated?: { count: number; tried: number };
}

export interface DryRun {
  status: 'succeeded' | 'failed';
  steps: DryStep[];
  answer: HookAnswer | null;
  error: FaultData | null;
}
