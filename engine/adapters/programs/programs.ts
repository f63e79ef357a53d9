import { realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, sep } from 'node:path';
import { type Fault, personFault, toFault, worldFault } from '../../model/fault.ts';
import type { ProgramCall, Programs } from '../../model/outside.ts';
import { type Ending, runChild } from './run-child.ts';

export interface ProgramsOptions {
  /** Whether the person allowed this very file. */
  isAllowed: (program: string) => boolean;
  /** WhenThen's own folder: what flows can write there is never run. */
  denied: string;
  filesFolder: string;
  platform?: NodeJS.Platform;
}

const notAllowed = (program: string): Fault =>
  personFault('grant.missing', `This flow is not allowed to run the program ${program}.`, {
    fix: 'Allow it in the flow, or import the flow again with --allow all.',
    data: { kind: 'program', target: program },
  });

const check = (program: string, { isAllowed, denied, platform = process.platform }: ProgramsOptions): void => {
  if (!isAbsolute(program))
    throw personFault('program.path', `"${program}" does not say where the program is.`, {
      fix: 'Name the whole path of the file.',
    });
  if (!isAllowed(program)) throw notAllowed(program);
  // Windows gives them to a shell that reads every argument anew (CVE-2024-27980).
  if (platform === 'win32' && /\.(bat|cmd)[. ]*$/i.test(program))
    throw personFault('program.batch', `"${basename(program)}" is a batch file, and those cannot be run safely.`, {
      fix: 'Name the program the batch file starts.',
    });
  const real = realOf(program);
  const own = realOf(denied);
  if (real === own || real.startsWith(own + sep))
    throw personFault(
      'program.denied',
      `"${program}" lies among the files of WhenThen, where flows write; it is not run.`,
      {
        fix: 'Keep the program in a folder no flow writes to.',
      },
    );
};

const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

const checkFolder = (folder: string): void => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw personFault('program.folder', `There is no folder "${folder}" to run the program in.`, {
      fix: 'Choose another folder, or leave it empty.',
    });
};

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');

const explainStart = (thrown: unknown, program: string): Fault => {
  switch (codeOf(thrown)) {
    case 'ENOENT':
      return personFault('program.not-found', `There is no program at "${program}".`, {
        fix: 'It may have been removed or moved. Choose it again.',
      });
    case 'EACCES':
    case 'EPERM':
    case 'ENOEXEC':
    case 'UNKNOWN':
      return personFault('program.not-runnable', `"${program}" is not a program this computer can run.`, {
        fix: 'Choose the file of the program itself, and see that it may be executed.',
      });
    case 'E2BIG':
      return personFault(
        'program.too-long',
        `The arguments for "${basename(program)}" are longer than this computer takes.`,
        {
          fix: 'Hand long texts over as input instead.',
        },
      );
    case 'EAGAIN':
    case 'EMFILE':
    case 'ENOMEM':
      return worldFault('program.too-many', 'This computer cannot start another program right now.', {
        fix: 'Close some programs. It is tried again by itself.',
      });
    default:
      return toFault(thrown);
  }
};

const shownLines = 5;
const longestLine = 200;

/** The end of what a program complained about, where the reason usually stands. */
const lastLines = ({ errors, output }: Ending): string =>
  (errors.trim() === '' ? output : errors)
    .trimEnd()
    .split(/\r?\n/)
    .slice(-shownLines)
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line))
    .join('\n')
    .trim();

const failed = (program: string, ending: Ending): Fault => {
  const said = lastLines(ending);
  const how =
    ending.signal === null ? `ended with the error number ${ending.code}` : `was ended from outside (${ending.signal})`;
  return personFault('program.failed', `${basename(program)} ${how}.${said === '' ? '' : ` It said: “${said}”`}`, {
    fix: 'Look up what it complains about, correct the arguments or the data, and run it again.',
    data: { exitCode: ending.code, signal: ending.signal, errors: ending.errors.slice(-2000) },
  });
};

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} seconds`);

/**
 * The step's own limit ends everything with "did not finish"; here it is known that the program was ended, so this gives up
 * a little earlier.
 */
const margin = 0.95;

const run = async (call: ProgramCall, folder: string): Promise<Ending> => {
  const { program, signal, timeoutMs } = call;
  const limit = AbortSignal.timeout(Math.ceil(timeoutMs * margin));
  const ending = await runChild({ ...call, folder }, AbortSignal.any([signal, limit])).catch((thrown) => {
    throw signal.aborted || limit.aborted ? toFault(signal.reason) : explainStart(thrown, program);
  });
  if (signal.aborted) throw toFault(signal.reason);
  if (limit.aborted)
    throw worldFault(
      'program.timeout',
      `${basename(program)} did not end within ${seconds(timeoutMs)} and was ended.`,
      {
        retryable: false,
        outcomeUnknown: true,
        fix: 'See what it did until then; give the step more time if it needs it.',
      },
    );
  return ending;
};

/** The programs a flow may run. */
export const createPrograms = (options: ProgramsOptions): Programs => {
  const resolve: Programs['resolve'] = ({ program, folder }) => {
    check(program, options);
    return { program, folder: folder === '' ? options.filesFolder : folder };
  };
  return {
    resolve,
    run: async (call) => {
      const { program, folder } = resolve(call);
      checkFolder(folder);
      const odd = [program, ...call.args].find((word) => word.includes('\0'));
      if (odd !== undefined)
        throw personFault('program.argument', 'An argument holds an invisible character (NUL) that ends it.', {
          fix: 'Remove it, or hand the text over as input.',
        });
      const ending = await run(call, folder);
      if (ending.code !== 0) throw failed(program, ending);
      const { output, errors, truncated } = ending;
      return { output, errors, truncated };
    },
  };
};
