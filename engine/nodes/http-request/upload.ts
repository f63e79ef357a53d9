import { createHash } from 'node:crypto';
import { toFault } from '../../model/fault.ts';
import type { StepOutside } from '../../model/outside.ts';

interface NameValue {
  name: string;
  value: string;
}

/** A file as it goes into a request. `bytes` is null for one that could not be looked at, because it was not allowed yet. */
export interface UploadedFile {
  name: string;
  bytes: Uint8Array | null;
}

/** A body as it is sent, and as it is shown: the same, with a sentence in the place of each file. */
export interface UploadBody {
  type: string;
  sent: Uint8Array;
  shown: string;
}

/** What the ending of a name says about a file; services use it to decide what to do with it. */
const types: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
};

const typeOf = (name: string): string => {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return (Object.hasOwn(types, ending) ? types[ending] : undefined) ?? 'application/octet-stream';
};

const inWords = ({ name, bytes }: UploadedFile): string =>
  bytes === null
    ? `(the file ${name}, once it is allowed)`
    : `(the file ${name}, ${bytes.length.toLocaleString('en')} bytes)`;

/** How browsers write a name into a header (HTML standard, multipart/form-data). */
const quoted = (name: string): string =>
  `"${name
    .toWellFormed()
    .replace(/\r\n?|\n/g, '%0D%0A')
    .replaceAll('"', '%22')}"`;

/** A file as the whole body. */
export const fileBody = (file: UploadedFile): UploadBody => ({
  type: typeOf(file.name),
  sent: file.bytes ?? new Uint8Array(),
  shown: inWords(file),
});

/**
 * A form with files (RFC 7578). What separates its parts follows from their content, so that it is the same in a dry run and
 * in every retry, and stands in none of them.
 */
export const multipartBody = (
  fields: readonly NameValue[],
  files: readonly { name: string; file: UploadedFile }[],
): UploadBody => {
  const parts = [
    ...fields.map(({ name, value }) => ({
      head: `Content-Disposition: form-data; name=${quoted(name)}`,
      bytes: Buffer.from(value.toWellFormed()),
      shown: value,
    })),
    ...files.map(({ name, file }) => ({
      head: `Content-Disposition: form-data; name=${quoted(name)}; filename=${quoted(file.name)}\r\nContent-Type: ${typeOf(file.name)}`,
      bytes: file.bytes ?? new Uint8Array(),
      shown: inWords(file),
    })),
  ];
  const hash = createHash('sha256');
  for (const { head, bytes } of parts) hash.update(head).update(bytes);
  const boundary = `whenthen-${hash.digest('hex').slice(0, 32)}`;
  const before = ({ head }: { head: string }): string => `--${boundary}\r\n${head}\r\n\r\n`;
  const end = `--${boundary}--\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    sent: Buffer.concat([
      ...parts.flatMap((part) => [Buffer.from(before(part)), part.bytes, Buffer.from('\r\n')]),
      Buffer.from(end),
    ]),
    shown: `${parts.map((part) => `${before(part)}${part.shown}\r\n`).join('')}${end}`,
  };
};

/** Reads a file that is to be sent; in a dry run one that is not allowed yet is shown by its name. */
export const readUpload = async (
  path: string,
  readFile: StepOutside['readFile'],
  isDry: boolean,
): Promise<UploadedFile> => {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (!isDry || toFault(thrown).code !== 'grant.missing') throw thrown;
    return { name: path.split(/[/\\]/).at(-1) ?? path, bytes: null };
  }
};
