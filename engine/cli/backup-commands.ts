import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../services/backup.ts';
import { addCommand, type CommonOptions, dataFolderOf, perform } from './commands.ts';
import { done, printFault, printOutcome } from './output.ts';

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Copies the data folder while it is in use, and puts such a copy back. */
export const addBackupCommands = (program: Command): void => {
  addCommand(program, 'backup', 'copy the data folder, also while WhenThen runs')
    .argument('<folder>', 'where the copy goes, in a folder of its own')
    .action((folder: string, options: CommonOptions) =>
      perform(options, async (client) => {
        const made = await client.call('app.backup', { folder: resolve(folder) });
        return done(
          made,
          `${made.folder} (${megabytes(made.bytes)}), checked.\nIt holds your flows, runs and the key of your passwords: keep it where only you can read it.`,
        );
      }),
    );
  addCommand(program, 'restore', 'put a backup in the place of the data folder')
    .argument('<backup>', 'the folder a backup was made in')
    .action(async (backup: string, options: CommonOptions) => {
      const json = options.json === true;
      try {
        // Nobody may have the data folder open, so this does not go through a running app.
        const restored = await restoreBackup(resolve(backup), dataFolderOf(options), Date.now());
        const kept = restored.kept === null ? '' : `\nWhat was there before is in ${restored.kept}.`;
        printOutcome(done(restored, `Restored as of ${restored.madeAt}.${kept}`), json);
      } catch (thrown) {
        printFault(thrown, json);
        process.exitCode = 1;
      }
    });
};
