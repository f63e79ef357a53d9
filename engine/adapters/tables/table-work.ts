import { personFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { TableFileRead, TableFileWrite } from '../../model/outside.ts';
import { openCsv } from './csv.ts';
import type { OpenTable } from './open-table.ts';
import { planWrite, selectRows } from './plan-write.ts';
import { isWorkbook } from './table-kind.ts';
import { newWorkbook } from './xlsx/new-workbook.ts';
import { openXlsx, sheetNames } from './xlsx/open-xlsx.ts';

/** What is done with the bytes of a table: computing only, so that it can be done on another thread. */
export type TableWork =
  | { kind: 'write'; path: string; bytes: Uint8Array | null; write: TableFileWrite; isPreview: boolean }
  | { kind: 'read'; path: string; bytes: Uint8Array; read: TableFileRead }
  | { kind: 'describe'; path: string; bytes: Uint8Array };

export interface Written {
  sheet: string;
  changed: number;
  before: JsonRecord[];
  after: JsonRecord[];
  /** The file as it is to be; null in a preview, and when nothing changes. */
  bytes: Uint8Array | null;
}

export interface Described {
  name: string;
  rows: number;
  columns: string[];
}

export interface TableResults {
  write: Written;
  read: { rows: JsonRecord[]; truncated: boolean };
  describe: Described[];
}

const fileName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

const open = (path: string, bytes: Uint8Array | null, sheet: string): OpenTable => {
  if (isWorkbook(path)) return openXlsx(bytes ?? newWorkbook(sheet.trim() || 'Sheet1'), sheet, path);
  if (sheet.trim() !== '')
    throw personFault('table.no-sheet', `"${path}" is a CSV file, which has no sheets.`, {
      fix: 'Leave the sheet empty.',
    });
  return openCsv(bytes ?? new Uint8Array(), path);
};

const whereOf = (path: string, { sheet }: OpenTable): string =>
  sheet === '' ? `"${fileName(path)}"` : `the sheet "${sheet}" of "${fileName(path)}"`;

const write = ({ path, bytes, write: wanted, isPreview }: Extract<TableWork, { kind: 'write' }>): Written => {
  const table = open(path, bytes, wanted.sheet);
  const { changes, header, before, after } = planWrite(table, wanted, whereOf(path, table));
  const isIdle = changes.length === 0;
  return {
    sheet: table.sheet,
    changed: changes.length,
    before,
    after,
    bytes: isPreview || isIdle ? null : table.write(changes, header),
  };
};

const describe = ({ path, bytes }: Extract<TableWork, { kind: 'describe' }>): Described[] => {
  const names = isWorkbook(path) ? sheetNames(bytes, path) : [''];
  return names.map((name) => {
    const { columns, rows } = open(path, bytes, name);
    return { name, rows: rows.length, columns: columns.filter((column) => column !== '') };
  });
};

/** Does one piece of work. Throws `table.*` faults. */
export const doWork = <Kind extends TableWork['kind']>(
  work: Extract<TableWork, { kind: Kind }>,
): TableResults[Kind] => {
  const one: TableWork = work;
  switch (one.kind) {
    case 'write':
      return write(one) as TableResults[Kind];
    case 'read': {
      const table = open(one.path, one.bytes, one.read.sheet);
      return selectRows(table, one.read, whereOf(one.path, table)) as TableResults[Kind];
    }
    case 'describe':
      return describe(one) as TableResults[Kind];
  }
};
