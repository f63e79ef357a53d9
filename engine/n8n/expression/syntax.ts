/** A JavaScript expression as n8n takes it, as far as it can be read here. */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null | undefined }
  | { kind: 'name'; name: string }
  | { kind: 'member'; of: Expression; key: string | number; optional: boolean }
  | { kind: 'call'; of: Expression; given: Expression[]; isNew: boolean }
  | { kind: 'binary'; sign: string; left: Expression; right: Expression }
  | { kind: 'unary'; sign: string; of: Expression }
  | { kind: 'choice'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'pattern'; source: string; flags: string }
  | { kind: 'arrow'; parameter: string; body: Expression }
  | { kind: 'text'; parts: Expression[] }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'record'; entries: { name: string; value: Expression }[] };

/** Why an expression cannot become a placeholder; the end of a sentence, without a full stop. */
export class Untranslatable extends Error {}

/** An expression longer than this is a program. */
export const longestExpression = 5000;
