import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { FlowReport } from '../contract/shapes.ts';
import type { ImportReport } from '../model/import-report.ts';
import type { Problem } from '../model/problem.ts';
import { addCommand, type CommonOptions, perform } from './commands.ts';
import { done, table } from './output.ts';
import { readJson } from './read-input.ts';
import { showFlows, showImported, showProblem, showReport } from './show.ts';

const allowOption = () => new Option('--allow <what>', 'give what the flow may touch').choices(['all']);

/** Only a file of another program has a report on its nodes. */
const withoutNothing = <Told extends { imported: ImportReport | null }>({ imported, ...rest }: Told) =>
  imported === null ? rest : { ...rest, imported };

const countErrors = (problems: Problem[]): number => problems.filter(({ severity }) => severity === 'error').length;

const showCheck = (file: string, problems: Problem[]): string =>
  problems.length === 0 ? `${file}: no problems` : [`${file}:`, ...problems.map(showProblem)].join('\n');

/** Commands about flows: what they are and whether they are on. */
export const addFlowCommands = (program: Command): void => {
  addCommand(program, 'import <files...>', 'add or replace flows, by name; also workflows that n8n exported')
    .option('--on', 'switch them on')
    .addOption(allowOption())
    .action((files: string[], options: CommonOptions & { on?: boolean; allow?: 'all' }) =>
      perform(options, async (client) => {
        const reports: (FlowReport & { imported: ImportReport | null })[] = [];
        for (const file of files)
          reports.push(
            await client.call('flows.import', {
              document: readJson(file),
              on: options.on === true,
              ...(options.allow && { allow: options.allow }),
            }),
          );
        return done(
          reports.map(withoutNothing),
          reports.map((report) => [...showImported(report.imported), showReport(report)].join('\n')).join('\n'),
        );
      }),
    );
  addCommand(program, 'export <name>', 'print a flow as a file')
    .option('-o, --output <file>', 'write it to a file instead')
    .action((name: string, options: CommonOptions & { output?: string }) =>
      perform(options, async (client) => {
        const flow = await client.call('flows.export', { flow: name });
        if (options.output === undefined) return done(flow, JSON.stringify(flow, null, 2));
        writeFileSync(options.output, `${JSON.stringify(flow, null, 2)}\n`);
        return done({ file: options.output }, `Written to ${options.output}`);
      }),
    );
  addCommand(program, 'list', 'all flows').action((options: CommonOptions) =>
    perform(options, async (client) => {
      const flows = await client.call('flows.list', {});
      return done(flows, showFlows(flows));
    }),
  );
  const turn = (usage: string, description: string, method: 'flows.turnOn' | 'flows.turnOff') =>
    addCommand(program, usage, description).action((name: string, options: CommonOptions) =>
      perform(options, async (client) => {
        const report = await client.call(method, { flow: name });
        return done(report, showReport(report));
      }),
    );
  turn('on <name>', 'switch a flow on, with its newest draft', 'flows.turnOn');
  turn('off <name>', 'switch a flow off', 'flows.turnOff');
  addCommand(program, 'remove <name>', 'put a flow in the bin').action((name: string, options: CommonOptions) =>
    perform(options, async (client) => done(await client.call('flows.remove', { flow: name }), `Removed "${name}"`)),
  );
  addCommand(
    program,
    'check <files...>',
    'look for problems without running anything; also in workflows that n8n exported',
  ).action((files: string[], options: CommonOptions) =>
    perform(options, async (client) => {
      const { results, imported } = await client.call('flows.check', { documents: files.map(readJson) });
      const checks = files.map((file, index) => ({
        file,
        problems: results[index] ?? [],
        imported: imported[index] ?? null,
      }));
      const text = checks
        .map((check) => [...showImported(check.imported), showCheck(check.file, check.problems)].join('\n'))
        .join('\n');
      return done(
        checks.map(withoutNothing),
        text,
        checks.every(({ problems }) => countErrors(problems) === 0),
      );
    }),
  );
  addCommand(program, 'test <flow>', 'run the tests saved with a flow (a file or a name)').action(
    (flow: string, options: CommonOptions) =>
      perform(options, async (client) => {
        const results = await client.call('flows.test', { subject: subjectOf(flow) });
        const failed = results.filter(({ passed }) => !passed).length;
        const lines = table(
          results.map(({ name, passed, failures }) => [passed ? '✓' : '✗', [name, ...failures].join('\n     ')]),
        );
        const closing = `${results.length - failed} passed, ${failed} failed`;
        return done({ passed: results.length - failed, failed, tests: results }, `${lines}\n${closing}`, failed === 0);
      }),
  );
};

/** A flow is given as a file when it looks like one. */
export const subjectOf = (flow: string): { flow: string } | { document: unknown } =>
  /[\\/]|\.json$/.test(flow) ? { document: readJson(flow) } : { flow };
