import type { JsonValue } from './json.ts';

/** One dotted path a template reads, as the keys from the scope's root: `['trigger', 'body', 'amount']`. */
export type TemplatePath = readonly (string | number)[];

/**
 * A text with `{{ … }}` placeholders, parsed once at compile time. Templates are data, not code: evaluating one
 * reads values from its scope and applies filters from an allow-list, nothing else.
 */
export class Template {
  /** The text as the person typed it. */
  readonly source: string;
  /** Every path the placeholders read. */
  readonly references: readonly TemplatePath[];
  /** Whether the text is exactly one placeholder, so that the value keeps its type. */
  readonly keepsType: boolean;
  /** Computes the value. Throws a `template.*` fault when a path points at nothing. */
  readonly evaluate: (scope: Scope) => JsonValue;
  /** The whole as text, with every value as `write` puts it; what the person typed stays as it is. */
  readonly fill: (scope: Scope, write: (value: string) => string) => string;

  constructor(parts: Pick<Template, 'source' | 'references' | 'keepsType' | 'evaluate' | 'fill'>) {
    this.source = parts.source;
    this.references = parts.references;
    this.keepsType = parts.keepsType;
    this.evaluate = parts.evaluate;
    this.fill = parts.fill;
  }

  /** Previews and problem lists show a template as its source. */
  toJSON(): string {
    return this.source;
  }
}

/** What the placeholders of a step can see. Records inside are plain JSON; `steps` has no prototype. */
export interface Scope {
  readonly trigger: JsonValue;
  readonly steps: { readonly [nodeId: string]: JsonValue };
  readonly run: { readonly id: string; readonly startedAt: string };
  readonly flow: { readonly name: string };
  readonly now: string;
  readonly vars: { readonly [name: string]: JsonValue };
  readonly item?: JsonValue;
  readonly index?: number;
}

/** The first words a placeholder may start with. */
export const scopeRoots = ['trigger', 'steps', 'run', 'flow', 'now', 'vars', 'item', 'index'] as const;

/** Whether a text holds a placeholder and must be parsed as a template. */
export const hasPlaceholder = (text: string): boolean => text.includes('{{') || text.includes('{%');

/** The type of `T` once every template in it has been replaced by its value. */
export type Resolved<T> = T extends Template
  ? never
  : T extends (infer Item)[]
    ? Resolved<Item>[]
    : T extends object
      ? { [Key in keyof T]: Resolved<T[Key]> }
      : T;
