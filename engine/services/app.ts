import { accessSync, constants, statfsSync } from 'node:fs';
import type { Handlers } from '../contract/methods.ts';
import type { DoctorCheck } from '../contract/shapes.ts';
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
    check(
      'Connections',
      locked.length === 0,
      locked.length === 0 ? 'all can be opened' : `cannot be opened: ${locked.join(', ')}`,
      'Enter these secrets again.',
    ),
  ];
};

export const appHandlers = (kernel: Kernel): Pick<Handlers, 'app.info' | 'app.doctor' | 'nodes.list'> => ({
  'app.info': () => ({
    version: kernel.version,
    dataDir: kernel.dataDir,
    filesFolder: kernel.filesFolder,
    hooksUrl: kernel.hooksUrl(),
    capabilities: { hooks: kernel.hooksUrl() !== null },
  }),
  'app.doctor': () => runDoctor(kernel),
  'nodes.list': () => [...kernel.types.values()].map(describeNode),
});
