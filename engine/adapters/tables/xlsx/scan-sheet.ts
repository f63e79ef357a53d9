import sax from 'sax';

/** A cell as it stands in the text of a sheet. */
export interface ScannedCell {
  /** From 0. */
  column: number;
  start: number;
  end: number;
  style: string | undefined;
  /** `s` shared text, `n` number, `b` yes/no, `str` text of a formula, `inlineStr`, `e` error, `d` date. */
  type: string;
  text: string;
  hasFormula: boolean;
}

export interface ScannedRow {
  /** From 1, as people count. */
  number: number;
  start: number;
  /** After the start tag. */
  inside: number;
  /** Before the end tag; as `inside` when the row is one empty tag. */
  insideEnd: number;
  end: number;
  cells: ScannedCell[];
}

/** Where things are in the text of a sheet, so that it can be changed without writing it anew. */
export interface ScannedSheet {
  /** What stands before names of tags: `x:` or nothing. */
  prefix: string;
  rows: ScannedRow[];
  /** The list of rows: its start tag, and where its content ends; both the same when it is one empty tag. */
  data: { start: number; inside: number; insideEnd: number; end: number };
  /** The used area as the sheet tells it. */
  dimension: { start: number; end: number } | null;
}

/** `BC12` is column 54, from 0. */
export const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of /^[A-Z]+/i.exec(reference)?.[0].toUpperCase() ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

export const lettersOf = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : lettersOf(Math.floor(column / 26) - 1) + lettersOf(column % 26);

/** Reads the text of a sheet once. Throws what the parser throws. */
export const scanSheet = (xml: string): ScannedSheet => {
  const parser = sax.parser(true, { position: true });
  const rows: ScannedRow[] = [];
  const sheet: ScannedSheet = {
    prefix: '',
    rows,
    data: { start: 0, inside: 0, insideEnd: 0, end: 0 },
    dimension: null,
  };
  let row: ScannedRow | undefined;
  let cell: ScannedCell | undefined;
  let isText = false;
  const startOf = (): number => parser.startTagPosition - 1;
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);

  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes, isSelfClosing }) => {
    const attribute = (key: string): string | undefined => attributes[key] as string | undefined;
    const here = { start: startOf(), inside: parser.position, insideEnd: parser.position, end: parser.position };
    switch (local(name)) {
      case 'dimension':
        sheet.dimension = { start: here.start, end: parser.position };
        break;
      case 'sheetData':
        sheet.prefix = name.slice(0, name.indexOf(':') + 1);
        sheet.data = isSelfClosing ? { ...here, inside: here.start } : here;
        break;
      case 'row':
        row = { number: Number(attribute('r') ?? (rows.at(-1)?.number ?? 0) + 1), ...here, cells: [] };
        rows.push(row);
        break;
      case 'c':
        if (!row) break;
        cell = {
          column: attribute('r') === undefined ? (row.cells.at(-1)?.column ?? -1) + 1 : columnOf(attribute('r') ?? ''),
          start: here.start,
          end: here.end,
          style: attribute('s'),
          type: attribute('t') ?? 'n',
          text: '',
          hasFormula: false,
        };
        row.cells.push(cell);
        break;
      case 'f':
        if (cell) cell.hasFormula = true;
        break;
      case 'v':
      case 't':
        isText = true;
        break;
    }
  };
  const take = (text: string): void => {
    if (isText && cell) cell.text += text;
  };
  parser.ontext = take;
  parser.oncdata = take;
  parser.onclosetag = (name) => {
    /** Where the end tag begins. */
    const close = (): number => xml.lastIndexOf('</', parser.position - 1);
    switch (local(name)) {
      case 'v':
      case 't':
        isText = false;
        break;
      case 'c':
        if (cell) cell.end = parser.position;
        cell = undefined;
        break;
      case 'row':
        if (row) {
          row.end = parser.position;
          if (row.end !== row.inside) row.insideEnd = close();
        }
        row = undefined;
        break;
      case 'sheetData':
        if (sheet.data.end !== parser.position) sheet.data.insideEnd = close();
        sheet.data.end = parser.position;
        break;
    }
  };
  parser.write(xml).close();
  return sheet;
};
