import type { CellValue } from '../../../model/outside.ts';
import type { ScannedCell } from './scan-sheet.ts';
import { readTags, type Workbook } from './workbook.ts';

/** Turns cells of one workbook into values. */
export type ReadCell = (cell: ScannedCell) => CellValue;

const decode = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const sharedTexts = (workbook: Workbook, part: string | undefined): string[] => {
  const texts: string[] = [];
  if (part === undefined || !workbook.has(part)) return texts;
  let current = '';
  let isSound = false;
  readTags(
    workbook.part(part),
    ({ name }) => {
      if (name === 'si') current = '';
      // How a Japanese word is spoken stands beside it and is not part of it.
      if (name === 'rPh') isSound = true;
    },
    (name, text) => {
      if (name === 't' && !isSound) current += text;
      if (name === '/rPh') isSound = false;
      if (name === '/si') texts.push(decode(current));
    },
  );
  return texts;
};

/** Formats of dates Excel brings along (ECMA-376, 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

const isDateFormat = (code: string): boolean =>
  /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?:[^\]hms]|[hms]{2,}[^\]])*\]|_.|\*./gi, ''));

/** Whether a style shows numbers as dates, by the number of the style. */
const dateStyles = (workbook: Workbook, part: string | undefined): boolean[] => {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  if (part === undefined || !workbook.has(part)) return styles;
  let inCells = false;
  readTags(
    workbook.part(part),
    ({ name, attributes }) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(builtInDates.has(id) || isDateFormat(formats.get(id) ?? ''));
    },
    (name) => {
      if (name === '/cellXfs') inCells = false;
    },
  );
  return styles;
};

const dayMs = 86_400_000;

/** A day number of Excel as people write dates: `2026-11-25`, with the time where there is one, only the time below 1. */
const writeDate = (serial: number, from1904: boolean): string => {
  // Excel counts a 29 February 1900 that never was (Microsoft, "1900 is a leap year").
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const iso = new Date(Math.round((start + serial * dayMs) / 1000) * 1000).toISOString();
  if (serial < 1) return iso.slice(11, 19);
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19);
};

/** Prepares what cells refer to: shared texts, and which styles are dates. */
export const createReadCell = (workbook: Workbook): ReadCell => {
  const main = workbook.relations('').find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const related = (wanted: string) => workbook.relations(main).find(({ type }) => type === wanted)?.part;
  const texts = sharedTexts(workbook, related('sharedStrings'));
  const dates = dateStyles(workbook, related('styles'));
  const from1904 = /\bdate1904="(1|true)"/.test(workbook.part(main));
  return ({ type, text, style }) => {
    switch (type) {
      case 's':
        return texts[Number(text)] ?? null;
      case 'b':
        return text === '1';
      case 'n': {
        if (text === '') return null;
        const number = Number(text);
        return dates[Number(style ?? 0)] && number >= 0 && number < 2_958_466 ? writeDate(number, from1904) : number;
      }
      default:
        return text === '' ? null : decode(text);
    }
  };
};
