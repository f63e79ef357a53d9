import { strFromU8, strToU8, type Unzipped, unzipSync, type Zippable, zipSync } from 'fflate';
import sax from 'sax';
import { personFault } from '../../../model/fault.ts';

/** What the parts of a workbook may come to once unpacked; a small file can hold a bomb. */
const maxUnpacked = 400 * 1024 * 1024;

const notAWorkbook = (path: string, why: string): Error =>
  personFault('table.broken', `"${path}" cannot be read as an Excel workbook: ${why}.`, {
    fix: 'Open it in a spreadsheet and save it as “Excel workbook (.xlsx)”, without a password.',
  });

interface Tag {
  name: string;
  attributes: Record<string, string>;
}

/** Every start tag of a part, without prefixes, and the text of the elements that are asked for. */
export const readTags = (
  xml: string,
  each: (tag: Tag) => void,
  text: (name: string, text: string) => void = () => {},
): void => {
  const parser = sax.parser(true);
  const open: string[] = [];
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => {
    open.push(local(name));
    each({ name: local(name), attributes: attributes as Record<string, string> });
  };
  parser.onclosetag = () => {
    text(`/${open.pop() ?? ''}`, '');
  };
  parser.ontext = (value) => text(open.at(-1) ?? '', value);
  parser.oncdata = (value) => text(open.at(-1) ?? '', value);
  parser.write(xml).close();
};

/** The parts of a workbook by name. */
export interface Workbook {
  /** Throws `table.broken` when there is no such part. */
  part(name: string): string;
  has(name: string): boolean;
  sheets: { name: string; part: string }[];
  /** Where the relations of a part lead, by id. */
  relations(part: string): { id: string; type: string; part: string }[];
  /** The file with some parts replaced; all others keep their content. */
  write(changed: ReadonlyMap<string, string>): Uint8Array;
}

const joinPart = (from: string, target: string): string => {
  if (target.startsWith('/')) return target.slice(1);
  const folders = from.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') folders.pop();
    else if (step !== '.') folders.push(step);
  }
  return folders.join('/');
};

const unpack = (bytes: Uint8Array, path: string): Unzipped => {
  // The old format of Excel, which is also the wrapping of a workbook with a password.
  if (strFromU8(bytes.subarray(0, 4), true) === '\xd0\xcf\x11\xe0')
    throw notAWorkbook(path, 'it is of the old kind (.xls) or protected by a password');
  let unpacked = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        if (unpacked > maxUnpacked) throw notAWorkbook(path, 'it is too large once unpacked');
        return true;
      },
    });
  } catch (thrown) {
    if (thrown instanceof Error && 'who' in thrown) throw thrown;
    throw notAWorkbook(path, 'it is damaged or something else');
  }
};

/** Takes the package of a workbook apart. Throws `table.broken`. */
export const openWorkbook = (bytes: Uint8Array, path: string): Workbook => {
  const parts = unpack(bytes, path);
  const part = (name: string): string => {
    const found = parts[name];
    if (!found) throw notAWorkbook(path, `its part "${name}" is missing`);
    return strFromU8(found);
  };
  const relations: Workbook['relations'] = (name) => {
    const slash = name.lastIndexOf('/');
    const file = `${name.slice(0, slash + 1)}_rels/${name.slice(slash + 1)}.rels`;
    const found: { id: string; type: string; part: string }[] = [];
    if (!parts[file]) return found;
    readTags(part(file), ({ name: tag, attributes }) => {
      if (tag !== 'Relationship' || attributes.TargetMode === 'External') return;
      const type = attributes.Type?.split('/').at(-1) ?? '';
      found.push({ id: attributes.Id ?? '', type, part: joinPart(name, attributes.Target ?? '') });
    });
    return found;
  };
  try {
    const main = relations('').find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
    const parts_ = new Map(relations(main).map((relation) => [relation.id, relation.part]));
    const sheets: Workbook['sheets'] = [];
    readTags(part(main), ({ name, attributes }) => {
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
      const target = parts_.get(id);
      // Sheets that are charts or macros have no rows.
      if (target !== undefined && /worksheets?\//.test(target))
        sheets.push({ name: attributes.name ?? '', part: target });
    });
    return {
      part,
      has: (name) => parts[name] !== undefined,
      sheets,
      relations,
      write: (changed) => {
        const next: Zippable = {};
        // In the same order: some programs read the first parts first.
        for (const name of Object.keys(parts)) {
          const text = changed.get(name);
          next[name] = text === undefined ? (parts[name] as Uint8Array) : strToU8(text);
        }
        return zipSync(next, { level: 6 });
      },
    };
  } catch (thrown) {
    if (thrown instanceof Error && 'who' in thrown) throw thrown;
    throw notAWorkbook(path, 'its inside is not proper XML');
  }
};
