/** Paths as a person sees them. They come whole from the engine, of Windows (`C:\Users`) or of anything else (`/home`). */

const separatorOf = (folder: string): string => (/^([A-Za-z]:|\\\\)/.test(folder) ? '\\' : '/');

const withEnd = (folder: string, separator: string): string =>
  folder.endsWith(separator) ? folder : folder + separator;

/** A file or folder inside a folder. */
export const joinPath = (folder: string, name: string): string => withEnd(folder, separatorOf(folder)) + name;

/** The folders on the way to a folder, from the top, each with where it leads. The top is called by its own path. */
export const crumbsOf = (folder: string): { name: string; path: string }[] => {
  const separator = separatorOf(folder);
  const [first = '', ...names] = folder.split(separator);
  const top = withEnd(first, separator);
  const crumbs = [{ name: top, path: top }];
  for (const name of names) {
    const above = crumbs.at(-1)?.path ?? top;
    if (name !== '') crumbs.push({ name, path: joinPath(above, name) });
  }
  return crumbs;
};

/** The last name of a path: `orders.db` of `/home/ana/orders.db`. */
export const nameOf = (path: string): string => crumbsOf(path).at(-1)?.name ?? path;

/** The folder a file is in. */
export const folderOf = (path: string): string => crumbsOf(path).at(-2)?.path ?? path;

/**
 * How a path is written into a flow: what is in the app's own folder of files by its short name, which is the same on every
 * computer; anything else whole.
 */
export const shortenPath = (path: string, filesFolder: string): string => {
  const own = withEnd(filesFolder, separatorOf(filesFolder));
  return path.startsWith(own) && path.length > own.length ? path.slice(own.length).replaceAll('\\', '/') : path;
};

/** Whether a file has one of these endings, written as `db` or `csv`; any file has when none is named. */
export const hasEnding = (name: string, endings: readonly string[]): boolean =>
  endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(`.${ending.toLowerCase()}`));

/** A typed file name with the first of the endings when it has none of them. */
export const withEnding = (name: string, endings: readonly string[]): string => {
  const [first] = endings;
  return first === undefined || hasEnding(name, endings) ? name : `${name}.${first}`;
};

/** Why a text cannot be the name of a new file, as a sentence; undefined when it can. */
export const whyNotAName = (name: string): string | undefined => {
  if (/[/\\]/.test(name)) return 'A name cannot hold / or \\. Choose the folder above instead.';
  if ([...name].some((letter) => letter < ' ') || /[<>:"|?*]/.test(name))
    return 'A name cannot hold any of < > : " | ? *';
  return /^\.+$|\.$/.test(name) ? 'A name cannot end with a dot.' : undefined;
};

/** Puts a folder at the front of the recent ones; at most five, each once. */
export const remember = (recent: readonly string[], folder: string): string[] =>
  [folder, ...recent.filter((other) => other !== folder)].slice(0, 5);
