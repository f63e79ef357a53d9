import type { Command } from 'commander';
import type { Client } from '../contract/client.ts';
import { defaultDataFolder } from '../server/data-folder.ts';
import { openAccess } from './open.ts';
import { type Outcome, printFault, printOutcome } from './output.ts';

/** Options every command takes, before or after its name. */
export interface CommonOptions {
  data?: string;
  json?: boolean;
}

/** The data folder a command is about. */
export const dataFolderOf = ({ data }: CommonOptions): string => data ?? defaultDataFolder();

/** Adds a command with the common options. */
export const addCommand = (program: Command, usage: string, description: string): Command =>
  program
    .command(usage)
    .description(description)
    .option('--data <dir>', 'data folder')
    .option('--json', 'print JSON for programs');

/**
 * Runs what a command does against the running app or the opened folder, prints what came of it and sets the exit code:
 * 0 done, 1 it ran and failed.
 */
export const perform = async (options: CommonOptions, act: (client: Client) => Promise<Outcome>): Promise<void> => {
  const json = options.json === true;
  try {
    const access = await openAccess(dataFolderOf(options));
    try {
      const outcome = await act(access.client);
      printOutcome(outcome, json);
      process.exitCode = outcome.exitCode;
    } finally {
      await access.close();
    }
  } catch (thrown) {
    printFault(thrown, json);
    process.exitCode = 1;
  }
};
