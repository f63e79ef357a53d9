import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Backup } from '../contract/shapes.ts';
import { personFault } from '../model/fault.ts';
import { copyDatabase } from '../store/copy-database.ts';
import { lockDataFolder } from '../store/lock.ts';
import type { Kernel } from './kernel.ts';

/** What makes up a data folder, besides files of the person. The key comes along: without it connections cannot be opened. */
const databases = ['config.db', 'runs.db'] as const;
const keyFile = 'secret.key';
const manifestFile = 'backup.json';

const manifestSchema = z.object({
  app: z.literal('WhenThen'),
  version: z.string(),
  madeAt: z.string(),
  files: z.array(z.object({ name: z.enum([...databases, keyFile]), bytes: z.number(), sha256: z.string() })),
});
type Manifest = z.infer<typeof manifestSchema>;

const fingerprint = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

const stampOf = (nowMs: number): string =>
  new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');

/** Copies a data folder that is in use into a new folder inside `folder`, and checks the copy. */
export const makeBackup = async ({ dataDir, version, clock }: Kernel, folder: string): Promise<Backup> => {
  if (!isAbsolute(folder))
    throw personFault('backup.no-folder', `"${folder}" is not a whole path.`, {
      fix: 'Give the path of a folder from the top, such as /home/ana/backups.',
    });
  const into = join(folder, `whenthen-backup-${stampOf(clock.now())}`);
  mkdirSync(folder, { recursive: true });
  // Only its owner may read it: it holds what the data folder holds.
  mkdirSync(into, { mode: 0o700 });
  for (const name of databases) await copyDatabase(join(dataDir, name), join(into, name));
  copyFileSync(join(dataDir, keyFile), join(into, keyFile));
  const files: Manifest['files'] = [];
  for (const name of [...databases, keyFile] as const) {
    const file = join(into, name);
    files.push({ name, bytes: statSync(file).size, sha256: await fingerprint(file) });
  }
  const manifest: Manifest = { app: 'WhenThen', version, madeAt: new Date(clock.now()).toISOString(), files };
  // Last, so that a backup that was broken off is none.
  writeFileSync(join(into, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return { folder: into, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
};

const readManifest = (folder: string): Manifest => {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')));
  } catch (cause) {
    throw personFault('backup.none', `There is no whole backup of WhenThen in ${folder}.`, {
      fix: 'Choose a folder called whenthen-backup-… that was made to its end.',
      cause,
    });
  }
};

/**
 * Puts a backup in the place of a data folder nobody uses. Everything in the backup is compared with what was noted when it was made;
 * what the data folder held is kept beside it. Returns when the backup was made, and where the old data went.
 */
export const restoreBackup = async (
  folder: string,
  dataDir: string,
  nowMs: number,
): Promise<{ madeAt: string; kept: string | null }> => {
  const { files, madeAt } = readManifest(folder);
  for (const { name, sha256 } of files)
    if (!existsSync(join(folder, name)) || (await fingerprint(join(folder, name))) !== sha256)
      throw personFault('backup.damaged', `${name} in this backup is not what it was when the backup was made.`, {
        fix: 'Use another backup.',
      });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(dataDir);
  try {
    const names = [...databases.flatMap((name) => [name, `${name}-wal`, `${name}-shm`]), keyFile];
    const old = names.filter((name) => existsSync(join(dataDir, name)));
    const kept = old.length > 0 ? join(dataDir, `before-restore-${stampOf(nowMs)}`) : null;
    if (kept !== null) {
      mkdirSync(kept, { mode: 0o700 });
      for (const name of old) renameSync(join(dataDir, name), join(kept, name));
    }
    for (const { name } of files) copyFileSync(join(folder, name), join(dataDir, name));
    return { madeAt, kept };
  } finally {
    lock.release();
  }
};
