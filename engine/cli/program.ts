import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addBackupCommands } from './backup-commands.ts';
import { addCommand, type CommonOptions, dataFolderOf, perform } from './commands.ts';
import { addCredentialCommands } from './credential-commands.ts';
import { addFlowCommands } from './flow-commands.ts';
import { done, printFault, table } from './output.ts';
import { addRunCommands } from './run-commands.ts';
import { addScheduleCommands } from './schedule-commands.ts';
import { serve } from './serve.ts';

/** Ports used unless told otherwise; any free one is taken for 0. */
const defaultPorts = { interface: 7766, hooks: 7767 } as const;

const port = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('a port from 0 to 65535');
  return number;
};

interface ServeFlags extends CommonOptions {
  port: number;
  hooksPort: number;
  host: string;
  token?: string;
  open: boolean;
}

const program = new Command('whenthen')
  .description('Draw when something happens and then what should be done.')
  .option('--data <dir>', 'data folder')
  .option('--json', 'print JSON for programs')
  // What stands after a command is the command's own: otherwise `emit` would never see its --data.
  .enablePositionalOptions()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text) });

addCommand(program, 'serve', 'run the app without a window')
  .option('--no-open', 'do not open the interface')
  .option('--port <n>', 'port of the interface, on this computer only', port, defaultPorts.interface)
  .option('--hooks-port <n>', 'port webhooks arrive at', port, defaultPorts.hooks)
  .option('--host <host>', 'address the webhook port listens on', '127.0.0.1')
  .option('--token <token>', 'the token of the interface; default: a new one')
  .action(async (options: ServeFlags) => {
    try {
      await serve({ ...options, token: options.token, json: options.json === true, dataDir: dataFolderOf(options) });
      // Everything is on disk; a caller who never finishes sending must not keep the process.
      process.exit();
    } catch (thrown) {
      printFault(thrown, options.json === true);
      process.exitCode = 1;
    }
  });
addFlowCommands(program);
addRunCommands(program);
addCredentialCommands(program);
addScheduleCommands(program);
addBackupCommands(program);
addCommand(program, 'doctor', 'check versions, data folder, databases and ports').action((options: CommonOptions) =>
  perform(options, async (client) => {
    const checks = await client.call('app.doctor', {});
    const text = table(
      checks.map(({ name, ok, detail, fix }) => [ok ? '✓' : '✗', name, fix ? `${detail}\n     ${fix}` : detail]),
    );
    return done(
      checks,
      text,
      checks.every(({ ok }) => ok),
    );
  }),
);

// Options given before the command count for it too.
program.hook('preAction', (_program, command) => {
  const common = program.opts<CommonOptions>();
  if (common.data !== undefined && command.opts().data === undefined) command.setOptionValue('data', common.data);
  if (common.json && !command.opts().json) command.setOptionValue('json', true);
});

/** Reads the command line and does what it says; sets the exit code. */
export const runCommandLine = async (): Promise<void> => {
  try {
    await program.parseAsync();
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    // Help was asked for: 0. Anything else commander complains about is bad use: 2.
    process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  }
};
