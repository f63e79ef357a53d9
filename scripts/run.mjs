/** `node scripts/run.mjs <command> [words]`: sets the checkout up if need be, then runs the stages of a command. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAs, runChild } from './child.mjs';
import { commandNames, personFolder, planCommand } from './commands.mjs';
import { chooseElectron, runDesktop } from './desktop-start.mjs';
import { ensureInstalled, SetupProblem } from './setup.mjs';
import { wordsForApp } from './start-form.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const [command = '', ...words] = process.argv.slice(2);

const fail = (sentence, code) => {
  process.stderr.write(`whenthen: ${sentence}\n`);
  process.exit(code);
};

const prepare = () => {
  try {
    return ensureInstalled(root);
  } catch (thrown) {
    if (!(thrown instanceof SetupProblem)) throw thrown;
    return fail(thrown.message, 1);
  }
};

const stages =
  planCommand(root, command, words) ?? fail(`There is no command "${command}": use ${commandNames.join(', ')}.`, 2);
const node = prepare();
const here = personFolder(root, process.cwd(), process.env);

const run = async (planned) => {
  let ended = { code: 0, signal: null };
  for (const stage of planned) {
    if (stage.says) process.stderr.write(`whenthen: ${stage.says} …\n`);
    ended = await runChild(node, stage.args, stage.here ? here : root);
    if (ended.code !== 0) break;
  }
  return ended;
};

/** The app in a window of its own, where that is possible; undefined where it is not. */
const runInWindow = async () => {
  const electron = await chooseElectron(root, node, words);
  if (electron === undefined) return undefined;
  const built = await run(planCommand(root, 'desktop', []));
  return built.code === 0 ? runDesktop(electron, path.join(root, 'dist/desktop'), wordsForApp(words), here) : built;
};

endAs((command === 'start' && (await runInWindow())) || (await run(stages)));
