/** A received mail, read by other code than the one that wrote it (RFC 5322, 2045, 2047, 2231). */
export interface ReadMessage {
  /** Names as they came, values unfolded but not decoded; in order. */
  headers: { name: string; value: string }[];
  /** The decoded value of a header; empty when there is none. */
  header: (name: string) => string;
  /** Bodies by media type, without attachments. */
  text: string | null;
  html: string | null;
  attachments: { name: string; content: string }[];
  /** The longest line as it came, without its line break. */
  longestLine: number;
}

const decodeQuoted = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const decodeWords = (value: string): string =>
  value
    .replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/(?:=\?utf-8\?([BQ])\?([^?]*)\?=)+/gi, (run) => {
      const words = [...run.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)];
      const bytes = words.map(([, how = '', text = '']) =>
        how.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : decodeQuoted(text.replaceAll('_', ' ')),
      );
      return Buffer.concat(bytes).toString('utf8');
    });

const split = (raw: string): { headers: ReadMessage['headers']; body: string } => {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const headers = lines.map((line) => ({
    name: line.slice(0, line.indexOf(':')),
    value: line.slice(line.indexOf(':') + 1).trim(),
  }));
  return { headers, body: raw.slice(end + 4) };
};

const rawHeader = (headers: ReadMessage['headers'], name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';

const parameter = (value: string, name: string): string => {
  const parts = [...value.matchAll(new RegExp(`${name}\\*(\\d+)\\*?=(?:"([^"]*)"|([^;\\s]*))`, 'gi'))];
  const joined = parts.map(([, , quoted, plain]) => quoted ?? plain ?? '').join('');
  if (joined !== '') return decodeURIComponent(joined.replace(/^utf-8''/i, ''));
  const [, quoted, plain] =
    new RegExp(`(?:^|[;\\s])${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(value) ?? [];
  return decodeWords((quoted ?? plain ?? '').replace(/\\(.)/g, '$1'));
};

const decodeBody = (body: string, encoding: string): string => {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
  if (/quoted-printable/i.test(encoding)) return decodeQuoted(body).toString('utf8');
  return Buffer.from(body, 'latin1').toString('utf8');
};

/** Reads a whole mail from its bytes. */
export const readMessage = (bytes: Buffer): ReadMessage => {
  const raw = bytes.toString('latin1');
  const { headers } = split(raw);
  const found: ReadMessage = {
    headers,
    header: (name) => decodeWords(rawHeader(headers, name.toLowerCase())),
    text: null,
    html: null,
    attachments: [],
    longestLine: Math.max(...raw.split('\r\n').map((line) => line.length)),
  };
  const visit = (part: string): void => {
    const { headers: own, body } = split(part);
    const type = rawHeader(own, 'content-type');
    if (/^multipart\//i.test(type)) {
      const boundary = `--${parameter(type, 'boundary')}`;
      for (const inner of body.split(boundary).slice(1, -1)) visit(inner.replace(/^\r\n/, '').replace(/\r\n$/, ''));
      return;
    }
    const content = decodeBody(body, rawHeader(own, 'content-transfer-encoding'));
    const disposition = rawHeader(own, 'content-disposition');
    if (/^attachment/i.test(disposition)) found.attachments.push({ name: parameter(disposition, 'filename'), content });
    else if (/^text\/html/i.test(type)) found.html = content;
    else found.text = content;
  };
  visit(raw);
  return found;
};
