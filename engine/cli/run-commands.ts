import { existsSync, statSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { InputOf } from '../contract/methods.ts';
import { runStatusSchema } from '../model/run.ts';
import { addCommand, type CommonOptions, perform } from './commands.ts';
import { subjectOf } from './flow-commands.ts';
import { done } from './output.ts';
import { readJson } from './read-input.ts';
import { showDryRun, showEvents, showRun, showRuns } from './show.ts';

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1000)
    throw new InvalidArgumentError('a whole number from 1 to 1000');
  return number;
};

interface RunOptions extends CommonOptions {
  trigger?: string;
  payload?: string;
  dry?: boolean;
  allow?: 'all';
}

type RunInput = InputOf<'runs.start'>;
type RetryInput = InputOf<'runs.retry'>;

/**
 * `--data` of `emit` names the data folder when it is a folder, otherwise the event's data: a file or `-`. What does not exist
 * counts as a file, so that a mistyped name is an error and not a new data folder nobody listens in.
 */
const sortData = (values: string[]): { folder: string | undefined; file: string | undefined } => {
  const isFolder = (value: string): boolean => existsSync(value) && statSync(value).isDirectory();
  return { file: values.find((value) => !isFolder(value)), folder: values.find(isFolder) };
};

/** Commands about runs and what arrived. */
export const addRunCommands = (program: Command): void => {
  addCommand(program, 'run <flow>', 'one run of a flow (a file or a name)')
    .option('--trigger <id>', 'which trigger it starts from')
    .option('--payload <file>', 'what the trigger hands over, as JSON; - for standard input')
    .option('--dry', 'only show what would be done')
    .addOption(new Option('--allow <what>', 'give what the flow may touch').choices(['all']))
    .action((flow: string, options: RunOptions) =>
      perform(options, async (client) => {
        const input = {
          subject: subjectOf(flow),
          ...(options.trigger !== undefined && { trigger: options.trigger }),
          ...(options.payload !== undefined && { payload: readJson(options.payload) }),
          ...(options.allow && { allow: options.allow }),
        } as RunInput;
        if (options.dry) {
          const run = await client.call('runs.dry', input);
          return done(run, showDryRun(run), run.status === 'succeeded');
        }
        const run = await client.call('runs.start', input);
        return done(run, showRun(run), run.status !== 'failed');
      }),
    );
  addCommand(program, 'runs', 'what ran, newest first')
    .option('--flow <name>', 'only of this flow')
    .addOption(new Option('--status <status>', 'only with this status').choices(runStatusSchema.options))
    .option('--limit <n>', 'how many', count, 50)
    .action((options: CommonOptions & { flow?: string; status?: string; limit: number }) =>
      perform(options, async (client) => {
        const { flow, status, limit } = options;
        const filter = { limit, ...(flow !== undefined && { flow }), ...(status !== undefined && { status }) };
        const runs = await client.call('runs.list', filter as InputOf<'runs.list'>);
        return done(runs, showRuns(runs));
      }),
    );
  addCommand(program, 'run-show <run>', 'one run with its steps').action((run: string, options: CommonOptions) =>
    perform(options, async (client) => {
      const detail = await client.call('runs.show', { run } as InputOf<'runs.show'>);
      return done(detail, showRun(detail));
    }),
  );
  addCommand(program, 'retry <run>', 'run again, keeping what was done already')
    .option('--from <node>', 'a step, or "start" for the whole run; default: the step that failed')
    .addOption(new Option('--version <which>', 'of the flow').choices(['ran', 'current']).default('ran'))
    .action((run: string, options: CommonOptions & { from?: string; version: 'ran' | 'current' }) =>
      perform(options, async (client) => {
        const input = {
          run,
          version: options.version,
          ...(options.from !== undefined && { from: options.from }),
        } as RetryInput;
        const detail = await client.call('runs.retry', input);
        return done(detail, showRun(detail), detail.status !== 'failed');
      }),
    );
  addCommand(program, 'cancel <run>', 'end a run that is not over').action((run: string, options: CommonOptions) =>
    perform(options, async (client) => {
      const summary = await client.call('runs.cancel', { run } as InputOf<'runs.cancel'>);
      return done(summary, `${summary.id}: ${summary.status}`);
    }),
  );
  addCommand(program, 'decide <run> <node> <choice>', 'say what became of a step: done, again, skip or stop').action(
    (run: string, node: string, choice: string, options: CommonOptions) =>
      perform(options, async (client) => {
        const detail = await client.call('runs.decide', { run, node, choice } as InputOf<'runs.decide'>);
        return done(detail, showRun(detail), detail.status !== 'failed');
      }),
  );
  addCommand(program, 'inbox', 'what arrived and what became of it')
    .option('--flow <name>', 'only for this flow')
    .option('--limit <n>', 'how many', count, 50)
    .action((options: CommonOptions & { flow?: string; limit: number }) =>
      perform(options, async (client) => {
        const events = await client.call('events.list', {
          limit: options.limit,
          ...(options.flow !== undefined && { flow: options.flow }),
        });
        return done(events, showEvents(events));
      }),
    );
  program
    .command('emit <name>')
    .description('announce an app event')
    .option(
      '--data <file>',
      'its data as JSON, - for standard input (a folder: the data folder)',
      (value, all: string[]) => [...all, value],
      [],
    )
    .option('--json', 'print JSON for programs')
    .action((name: string, options: { data: string[]; json?: boolean }, command: Command) => {
      const { file, folder } = sortData(options.data);
      const common = command.parent?.opts<CommonOptions>() ?? {};
      const data = folder ?? common.data;
      return perform(
        { ...common, ...(options.json && { json: true }), ...(data !== undefined && { data }) },
        async (client) => {
          const result = await client.call('events.emit', { name, data: file === undefined ? null : readJson(file) });
          const started = result.runs.length === 1 ? '1 run started' : `${result.runs.length} runs started`;
          return done(result, `Announced "${name}": ${started}`);
        },
      );
    });
};
