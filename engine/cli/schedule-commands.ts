import { type Command, InvalidArgumentError } from 'commander';
import type { SchedulePreview } from '../contract/shapes.ts';
import { addCommand, type CommonOptions, perform } from './commands.ts';
import { done } from './output.ts';

interface PreviewFlags extends CommonOptions {
  zone: string;
  from?: string;
  count: number;
}

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1000)
    throw new InvalidArgumentError('a number from 1 to 1000');
  return number;
};

const moment = (text: string): string => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('an ISO time such as 2027-03-28T00:00Z');
  return new Date(at).toISOString();
};

const show = ({ sentence, next, clockChanges, problem }: SchedulePreview): string =>
  problem
    ? `${problem.message} ${problem.fix}`
    : [`Runs ${sentence}`, ...next, ...clockChanges.map(({ what }) => what)].join('\n');

/** Commands about schedules. */
export const addScheduleCommands = (program: Command): void => {
  addCommand(program, 'schedule-preview <cron>', 'the next times of a schedule, as it will fire; also in plain words')
    .option('--zone <zone>', 'time zone', Intl.DateTimeFormat().resolvedOptions().timeZone)
    .option('--from <time>', 'ISO time to start from', moment)
    .option('--count <n>', 'how many times', count, 5)
    .action((cron: string, { zone, from, count, ...options }: PreviewFlags) =>
      perform(options, async (client) => {
        // What begins like an expression is one, so that its mistakes are named instead of guessed around.
        const question = /^[\d*@?\s]|^$/.test(cron) && !/^\d+(st|nd|rd|th)/.test(cron) ? { cron } : { text: cron };
        const preview = await client.call('schedules.preview', { ...question, zone, count, ...(from && { from }) });
        return done(preview, show(preview), preview.problem === undefined);
      }),
    );
};
