/**
 * Makes a checkout ready to run: installs the locked packages when they are not there or not the locked ones, and sees
 * that the Node the app is written for can be started. Plain JavaScript without dependencies, for any Node from 18 on.
 * Everything it says goes to standard error, so that standard output stays with the command that was asked for.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A reason not to go on that is meant for the person, not a defect. */
export class SetupProblem extends Error {}

/** What an installation is known by: the lock file, and the kind of computer its binaries are for. */
export const describeInstall = (lockText, platform, arch) =>
  `${createHash('sha256').update(lockText).digest('hex')} ${platform}-${arch}\n`;

/** Where the `node` package puts the Node of this project. */
export const pinnedNode = (root, platform = process.platform) =>
  path.join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');

/** How to start npm: the one that started us if there is one, because it need not be on the path. */
export const npmCommand = (env, platform) => {
  const running = env.npm_execpath;
  if (running && path.basename(running) === 'npm-cli.js')
    return { file: process.execPath, args: [running], shell: false };
  return { file: platform === 'win32' ? 'npm.cmd' : 'npm', args: [], shell: platform === 'win32' };
};

/** The sentence for a Node that is too old even for the setup; undefined when it will do. */
export const whyTooOld = (version) =>
  Number(version.split('.')[0]) >= 18
    ? undefined
    : `This computer has Node ${version}. WhenThen brings its own, but needs Node 18 or newer to install it: see https://nodejs.org.`;

const say = (line) => process.stderr.write(`whenthen: ${line}\n`);

/** Runs a program to its end with its output on standard error; true when it ended well. */
const succeeds = ({ file, args, shell }, more, cwd) =>
  spawnSync(file, [...args, ...more], { cwd, shell, stdio: ['ignore', 2, 2] }).status === 0;

const versionOf = (node) => {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace(/^v/, '') : undefined;
};

/** Packages that belong to another checkout; installing through a link would take them away from it. */
export const isBorrowed = (root) =>
  lstatSync(path.join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

const install = (root, npm) => {
  if (isBorrowed(root))
    throw new SetupProblem(
      `The packages in ${path.join(root, 'node_modules')} belong to another folder (it is a link) and are not the ones this ` +
        'checkout needs. Remove the link and start again.',
    );
  say('installing packages, which takes a minute the first time …');
  // Development packages too, whatever NODE_ENV says: the tests are part of a checkout.
  if (succeeds(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root)) return;
  throw new SetupProblem(
    'The packages could not be installed. What npm said is above; check the internet connection and start again.',
  );
};

/**
 * npm 12 runs no install scripts unless they are approved, and npm 11 can be told the same. package.json approves the
 * one of `node`; where that does not help, its script is run directly.
 */
const repairNode = (root, npm, wanted) => {
  const folder = path.join(root, 'node_modules', 'node');
  const attempts = [
    () => succeeds(npm, ['rebuild', 'node'], root),
    () => succeeds({ file: process.execPath, args: [], shell: false }, ['installArchSpecificPackage.js'], folder),
  ];
  for (const attempt of attempts) {
    say(`fetching Node ${wanted} for this computer …`);
    if (attempt() && versionOf(pinnedNode(root)) === wanted) return;
  }
  throw new SetupProblem(
    `Node ${wanted}, which this project runs on, could not be started from ${pinnedNode(root)}. ` +
      'Delete the folder node_modules and start again; if that does not help, there is no such Node for this computer.',
  );
};

/**
 * Installs what is missing and returns the path of the Node to run the app with. Does almost nothing when the last
 * installation still fits. Throws {@link SetupProblem}.
 */
export const ensureInstalled = (root) => {
  const tooOld = whyTooOld(process.versions.node);
  if (tooOld) throw new SetupProblem(tooOld);
  const stamp = path.join(root, 'node_modules', '.whenthen-setup');
  const wanted = describeInstall(
    readFileSync(path.join(root, 'package-lock.json'), 'utf8'),
    process.platform,
    process.arch,
  );
  const node = pinnedNode(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node)) return node;

  rmSync(stamp, { force: true });
  const npm = npmCommand(process.env, process.platform);
  install(root, npm);
  const version = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies.node;
  if (versionOf(node) !== version) repairNode(root, npm, version);
  writeFileSync(stamp, wanted);
  say('ready.');
  return node;
};
