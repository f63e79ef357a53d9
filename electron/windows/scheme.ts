import path from 'node:path';

/** The window's own scheme: pages come from the bundle and from nowhere else. */
export const scheme = 'app';
export const host = 'whenthen';
export const origin = `${scheme}://${host}`;

/** The address of a screen: everything after `#` is the screens' own business. */
export const screenAddress = (route = '/flows'): string => `${origin}/#${route}`;

const types: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** A file of the bundle that was asked for. */
export interface Asked {
  file: string;
  type: string;
}

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** A name the bundle may have: no way up, no other drive, nothing hidden, no stream of a Windows file. */
const isPlainName = (name: string): boolean => /^[\w@-][\w@.-]*$/.test(name);

/**
 * Which file of the folder an address means; undefined for anything that is not a plain file name inside it, however it is
 * written. Only kinds of files that a build makes are given out.
 */
export const resolveAsked = (folder: string, address: string): Asked | undefined => {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== `${scheme}:` || url.host !== host || url.username !== '' || url.password !== '')
    return undefined;
  const names = (url.pathname === '/' ? '/index.html' : url.pathname).slice(1).split('/').map(decode);
  if (!names.every((name): name is string => name !== undefined && isPlainName(name))) return undefined;
  const file = path.join(folder, ...names);
  const type = types[path.extname(file)];
  return type === undefined || path.relative(folder, file).startsWith('..') ? undefined : { file, type };
};
