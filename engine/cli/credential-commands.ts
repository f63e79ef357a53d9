import { type Command, Option } from 'commander';
import type { InputOf } from '../contract/methods.ts';
import { credentialKindSchema } from '../model/credential.ts';
import { addCommand, type CommonOptions, perform } from './commands.ts';
import { done, table } from './output.ts';
import { readText } from './read-input.ts';

/** Commands about secrets. Values come from standard input only, so that they are in no shell history. */
export const addCredentialCommands = (program: Command): void => {
  const credential = program.command('credential').description('saved secrets: set, list, remove');
  addCommand(credential, 'set <name>', 'save a secret; its value is read from standard input')
    .addOption(new Option('--kind <kind>', 'how it is used').choices(credentialKindSchema.options).default('secret'))
    .option('--host <host...>', 'hosts it may be sent to')
    .action((name: string, options: CommonOptions & { kind: string; host?: string[] }) =>
      perform(options, async (client) => {
        const value = readText('-').replace(/\r?\n$/, '');
        const input = { name, kind: options.kind, value, hosts: options.host ?? [] } as InputOf<'credentials.set'>;
        return done(await client.call('credentials.set', input), `Saved "${name}"`);
      }),
    );
  addCommand(credential, 'list', 'names and kinds').action((options: CommonOptions) =>
    perform(options, async (client) => {
      const credentials = await client.call('credentials.list', {});
      const rows = credentials.map(({ name, kind, usedBy }) => [name, kind, usedBy.join(', ')]);
      return done(credentials, credentials.length === 0 ? 'No saved secrets.' : table(rows));
    }),
  );
  addCommand(credential, 'remove <name>', 'forget a secret').action((name: string, options: CommonOptions) =>
    perform(options, async (client) => done(await client.call('credentials.remove', { name }), `Removed "${name}"`)),
  );
};
