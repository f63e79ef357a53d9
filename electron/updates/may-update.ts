/** What decides whether this copy may update itself. */
export interface UpdateQuestion {
  isPackaged: boolean;
  platform: NodeJS.Platform;
  /** The text of `app-update.yml` that the packager left beside the app; undefined without one. */
  config: string | undefined;
}

const readValue = (config: string, name: string): string | undefined =>
  new RegExp(`^${name}:\\s*['"]?(\\S.*?)['"]?\\s*$`, 'm').exec(config)?.[1];

/** Whether somebody is named whose signature an update must carry. */
const namesPublisher = (config: string): boolean =>
  /^publisherName:[ \t]*(?:\S.*|\n\s*-\s*\S.*)$/m.test(config) &&
  !/^publisherName:\s*(\[\s*\]|['"]{2})\s*$/m.test(config);

/**
 * Why this copy does not update itself; null when it may. Whatever is not certain counts as no: electron-updater takes any file on
 * Windows when nobody is named whose signature it must carry, and on Linux it checks no signature at all.
 */
export const whyNoUpdates = ({ isPackaged, platform, config }: UpdateQuestion): string | null => {
  if (!isPackaged) return 'A copy that is started from its source code is updated with its source code.';
  if (platform !== 'darwin' && platform !== 'win32')
    return 'On Linux a newer version is installed as this one was: nothing here could check who made it.';
  if (config === undefined) return 'This copy was built without a place where newer versions are.';
  const provider = readValue(config, 'provider');
  const url = readValue(config, 'url');
  if (provider === 'generic' && !url?.startsWith('https://'))
    return 'The place where newer versions are is not reached over a safe connection.';
  if (provider !== 'generic' && provider !== 'github')
    return 'This copy was built with a place for newer versions that it does not know.';
  if (platform === 'win32' && !namesPublisher(config))
    return 'This copy was built without naming who signs newer versions.';
  return null;
};

/** Whether a version that was found is one to install: newer than this one, never the same or older. */
export const isNewer = (found: string, own: string): boolean => {
  const read = (version: string): number[] | undefined =>
    /^\d+\.\d+\.\d+$/.test(version) ? version.split('.').map(Number) : undefined;
  const [theirs, ours] = [read(found), read(own)];
  if (!theirs || !ours) return false;
  const at = theirs.findIndex((part, index) => part !== ours[index]);
  return at >= 0 && (theirs[at] ?? 0) > (ours[at] ?? 0);
};
