import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { demoShopName } from '../adapters/databases/demo-shop.ts';
import type { Handlers } from '../contract/methods.ts';
import type { AppStorage, DoctorCheck } from '../contract/shapes.ts';
import { makeBackup } from './backup.ts';
import { binDays } from './drafts.ts';
import { describeNode } from './inspect.ts';
import type { Kernel } from './kernel.ts';

/** Free space below this makes the doctor complain. */
const littleSpaceBytes = 500 * 1024 * 1024;

const check = (name: string, ok: boolean, detail: string, fix: string | null): DoctorCheck => ({
  name,
  ok,
  detail,
  fix: ok ? null : fix,
});

const checkFolder = (dataDir: string): DoctorCheck => {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = statfsSync(dataDir);
    const free = bavail * bsize;
    const megabytes = Math.round(free / 1024 / 1024);
    return check(
      'Data folder',
      free > littleSpaceBytes,
      `${dataDir}, ${megabytes} MB free`,
      'Free some space on this disk.',
    );
  } catch (thrown) {
    return check(
      'Data folder',
      false,
      `${dataDir}: ${String(thrown)}`,
      'Check that the folder may be read and written.',
    );
  }
};

const checkPublicAddress = ({ publicAddress }: Kernel): DoctorCheck => {
  const { phase, address, cause } = publicAddress.state();
  if (phase === 'off') return check('Public address', true, 'off (only this computer can reach webhooks)', null);
  if (phase === 'on') return check('Public address', true, address ?? '', null);
  if (phase === 'starting') return check('Public address', true, 'connecting', null);
  return check('Public address', false, cause?.message ?? 'connecting again', cause?.fix ?? null);
};

const runDoctor = (kernel: Kernel): DoctorCheck[] => {
  const locked = kernel.vault.locked();
  const hooks = kernel.hooksUrl();
  return [
    check('WhenThen', true, `version ${kernel.version}, Node ${process.versions.node}`, null),
    checkFolder(kernel.dataDir),
    ...kernel
      .integrity()
      .map(({ database, result }) =>
        check(`Database ${database}`, result === 'ok', result, 'Stop WhenThen and restore a backup of this file.'),
      ),
    check('Webhook port', true, hooks ?? 'closed (the app is not running)', null),
    checkPublicAddress(kernel),
    check(
      'Connections',
      locked.length === 0,
      locked.length === 0 ? 'all can be opened' : `cannot be opened: ${locked.join(', ')}`,
      'Enter these secrets again.',
    ),
  ];
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** What SQLite keeps beside a database counts too: it may hold more than the file itself. */
const databaseSize = (file: string): number => ['', '-wal', '-shm'].reduce((sum, end) => sum + sizeOf(file + end), 0);

const describeStorage = ({ dataDir, filesFolder, retention }: Kernel): AppStorage => {
  const demoShop = join(filesFolder, demoShopName);
  const named = [
    { name: 'config.db', holds: 'Flows, permissions and connections' },
    { name: 'runs.db', holds: 'Everything that arrived, and every run' },
  ];
  return {
    retention: { ...retention, binDays },
    databases: named.map((database) => ({ ...database, bytes: databaseSize(join(dataDir, database.name)) })),
    demoShop: { path: demoShop, isThere: existsSync(demoShop) },
  };
};

export const appHandlers = (
  kernel: Kernel,
): Pick<Handlers, 'app.info' | 'app.doctor' | 'app.storage' | 'app.backup' | 'nodes.list'> => ({
  'app.info': () => ({
    version: kernel.version,
    dataDir: kernel.dataDir,
    filesFolder: kernel.filesFolder,
    hooksUrl: kernel.hooksUrl(),
    capabilities: { hooks: kernel.hooksUrl() !== null, desktop: kernel.desktop !== null },
  }),
  'app.doctor': () => runDoctor(kernel),
  'app.storage': () => describeStorage(kernel),
  'app.backup': ({ folder }) => makeBackup(kernel, folder),
  'nodes.list': () => [...kernel.types.values()].map(describeNode),
});
