import { toFault } from '../model/fault.ts';

/** What a command prints and how it ended: 0 done, 1 it ran and failed, 2 bad use. */
export interface Outcome {
  /** Printed as JSON with `--json`. */
  data: unknown;
  /** Printed otherwise. */
  text: string;
  exitCode: 0 | 1;
}

export const done = (data: unknown, text: string, ok = true): Outcome => ({ data, text, exitCode: ok ? 0 : 1 });

/** Prints a fault: what happened, and what to do. */
export const printFault = (thrown: unknown, json: boolean): void => {
  const fault = toFault(thrown);
  if (json) console.log(JSON.stringify({ error: fault }));
  else console.error(fault.fix ? `${fault.message}\n  ${fault.fix}` : fault.message);
};

export const printOutcome = ({ data, text }: Outcome, json: boolean): void => {
  if (json) console.log(JSON.stringify(data));
  else if (text !== '') console.log(text);
};

/** Columns under each other; the last one is not padded. */
export const table = (rows: string[][]): string => {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(cell.length, known[column] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
    )
    .join('\n');
};
