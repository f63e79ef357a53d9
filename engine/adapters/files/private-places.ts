/**
 * Places where a file is run or trusted without anybody asking: a flow that may write there could take over the
 * account. They stay closed even inside a folder the person has allowed. Lower case; compared without regard to case,
 * because macOS and Windows do not tell cases apart.
 */
const folders = [
  ['.ssh'],
  ['.gnupg'],
  ['.aws'],
  ['.kube'],
  ['.docker'],
  ['.password-store'],
  ['.git'],
  ['.config', 'autostart'],
  ['.config', 'systemd'],
  ['.config', 'fish'],
  ['.config', 'environment.d'],
  ['.config', 'plasma-workspace'],
  ['.local', 'share', 'systemd'],
  ['.local', 'share', 'applications'],
  ['.local', 'share', 'dbus-1'],
  ['library', 'launchagents'],
  ['library', 'launchdaemons'],
  ['start menu', 'programs', 'startup'],
  ['windowspowershell'],
  ['spool', 'cron'],
];

/** Folders below the root, or below a drive of Windows, that belong to the system. */
const systemFolders = new Set([
  ...['etc', 'bin', 'sbin', 'lib', 'lib64', 'usr', 'boot', 'dev', 'proc', 'sys', 'system', 'library'],
  ...['windows', 'program files', 'program files (x86)', 'programdata'],
]);

/** Files that shells and tools read when they start, and files that hold keys. */
const files = new Set([
  '.profile',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.bash_logout',
  '.bash_aliases',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.zlogout',
  '.kshrc',
  '.cshrc',
  '.tcshrc',
  '.login',
  '.inputrc',
  '.xinitrc',
  '.xprofile',
  '.xsession',
  '.xsessionrc',
  '.pam_environment',
  '.vimrc',
  '.gitconfig',
  '.git-credentials',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  'authorized_keys',
  'autorun.inf',
]);

const holds = (parts: string[], sequence: string[]): boolean =>
  parts.some((_, start) => sequence.every((part, index) => parts[start + index] === part));

/** Whether an absolute path, links resolved, is one of these places or lies in one. */
export const isPrivatePlace = (path: string): boolean => {
  const parts = path
    .toLowerCase()
    .split(/[/\\]+/)
    .filter((part) => part !== '');
  const name = parts.at(-1) ?? '';
  return (
    files.has(name) ||
    folders.some((sequence) => holds(parts, sequence)) ||
    // Behind the drive letter of Windows, or "/private", where macOS really keeps "/etc".
    systemFolders.has((/^([a-z]:|private)$/.test(parts[0] ?? '') ? parts[1] : parts[0]) ?? '')
  );
};
