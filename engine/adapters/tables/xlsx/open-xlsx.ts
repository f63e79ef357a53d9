import { type Fault, personFault } from '../../../model/fault.ts';
import type { CellValue } from '../../../model/outside.ts';
import { maxRows, type OpenTable, type RowChange } from '../open-table.ts';
import { createReadCell } from './cell-values.ts';
import { columnOf, type ScannedRow, scanSheet } from './scan-sheet.ts';
import { openWorkbook, readTags, type Workbook } from './workbook.ts';
import { type SheetChange, writeSheet } from './write-sheet.ts';

const noSheet = (name: string, { sheets }: Workbook, path: string): Fault =>
  personFault('table.no-sheet', `"${path}" has no sheet "${name}".`, {
    fix: `Its sheets are ${sheets.map((sheet) => sheet.name).join(', ')}.`,
  });

const findSheet = (workbook: Workbook, name: string, path: string) => {
  const wanted = name.trim().toLowerCase();
  const found =
    wanted === '' ? workbook.sheets[0] : workbook.sheets.find((sheet) => sheet.name.toLowerCase() === wanted);
  if (!found) throw noSheet(name, workbook, path);
  return found;
};

interface Area {
  first: { column: number; row: number };
  last: { column: number; row: number };
}

const readArea = (reference: string): Area | null => {
  const [, firstLetters = '', firstRow, lastLetters = '', lastRow] =
    /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference.replaceAll('$', '')) ?? [];
  if (firstRow === undefined || lastRow === undefined) return null;
  return {
    first: { column: columnOf(firstLetters), row: Number(firstRow) },
    last: { column: columnOf(lastLetters), row: Number(lastRow) },
  };
};

/** Tables of Excel end at a row; one that ended where the rows ended goes on with them. */
const growTables = (workbook: Workbook, sheetPart: string, lastRow: number, newLast: number, path: string) => {
  const changed = new Map<string, string>();
  for (const { type, part } of workbook.relations(sheetPart)) {
    if (type !== 'table') continue;
    const xml = workbook.part(part);
    let reference = '';
    let hasTotals = false;
    readTags(xml, ({ name, attributes }) => {
      if (name !== 'table') return;
      reference = attributes.ref ?? '';
      hasTotals = Number(attributes.totalsRowCount ?? 0) > 0;
    });
    const area = readArea(reference);
    if (!area || area.last.row !== lastRow) continue;
    if (hasTotals)
      throw personFault(
        'table.totals-row',
        `The table in "${path}" ends with a row of totals, so no row can be added below it.`,
        {
          fix: 'Turn the row of totals off (Table Design), or use another sheet.',
        },
      );
    const grown = `${reference.slice(0, -String(area.last.row).length)}${newLast}`;
    changed.set(part, xml.replaceAll(`ref="${reference}"`, `ref="${grown}"`));
  }
  return changed;
};

/** Formulas elsewhere show old results until they are worked out again; Excel does so when it opens the file. */
const recalculate = (workbook: Workbook, main: string): Map<string, string> => {
  const xml = workbook.part(main);
  const next = xml.replace(/<((?:\w+:)?calcPr)\b(?![^>]*\bfullCalcOnLoad=)/, '<$1 fullCalcOnLoad="1"');
  return next === xml ? new Map() : new Map([[main, next]]);
};

const isBlank = (values: readonly CellValue[]): boolean => values.every((value) => value === null || value === '');

/**
 * Opens a sheet of a workbook. Its first row that is not empty is the header. Writing changes the text of the cells and
 * nothing else: formats, widths, charts, other sheets and everything this code knows nothing of stay as they are.
 */
export const openXlsx = (bytes: Uint8Array, sheetName: string, path: string): OpenTable => {
  const workbook = openWorkbook(bytes, path);
  const sheet = findSheet(workbook, sheetName, path);
  const xml = workbook.part(sheet.part);
  const scanned = (() => {
    try {
      return scanSheet(xml);
    } catch {
      throw personFault('table.broken', `The sheet "${sheet.name}" of "${path}" cannot be read.`, {
        fix: 'Open it in a spreadsheet and save it again.',
      });
    }
  })();
  const readCell = createReadCell(workbook);
  const valuesOf = (row: ScannedRow): CellValue[] => {
    const values: CellValue[] = [];
    for (const cell of row.cells) values[cell.column] = readCell(cell);
    return Array.from(values, (value) => value ?? null);
  };
  const filled = scanned.rows.map((row) => ({ row, values: valuesOf(row) })).filter(({ values }) => !isBlank(values));
  const [head, ...below] = filled.slice(0, maxRows + 2);
  const columns = (head?.values ?? []).map((value) => String(value ?? '').trim());

  const changeOf = ({ row, cells }: RowChange): SheetChange => {
    const old = below[row];
    // A new row looks like the last one; below a header alone there is nothing to look like.
    const last = below.at(-1)?.row;
    return {
      number: old?.row.number ?? (last ?? head?.row)?.number ?? 0,
      cells,
      looksLike: old ? undefined : last,
    };
  };

  return {
    sheet: sheet.name,
    columns,
    rows: below.map(({ values }) => values),
    write: (changes, header) => {
      const lastRow = (below.at(-1) ?? head)?.row.number ?? 0;
      const headerChange: SheetChange[] = head
        ? []
        : [{ number: 1, cells: new Map(header.map((name, column) => [column, name])), looksLike: undefined }];
      const added = changes.filter(({ row }) => row >= below.length).length;
      let next = Math.max(lastRow, headerChange.length);
      const rows = changes.map((change) => {
        const one = changeOf(change);
        return change.row < below.length ? one : { ...one, number: ++next };
      });
      const main = workbook.relations('').find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
      return workbook.write(
        new Map([
          [sheet.part, writeSheet(xml, scanned, [...headerChange, ...rows])],
          ...(added > 0 ? growTables(workbook, sheet.part, lastRow, next, path) : []),
          ...recalculate(workbook, main),
        ]),
      );
    },
  };
};

/** The names of the sheets of a workbook. */
export const sheetNames = (bytes: Uint8Array, path: string): string[] =>
  openWorkbook(bytes, path).sheets.map(({ name }) => name);
