/** `node scripts/run.mjs <command> [words]`: sets the checkout up if need be, then runs the stages of a command. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAs, runChild } from './child.mjs';
import { commandNames, personFolder, planCommand } from './commands.mjs';
import { ensureInstalled, SetupProblem } from './setup.mjs';

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
let ended = { code: 0, signal: null };
for (const { says, args, here } of stages) {
  if (says) process.stderr.write(`whenthen: ${says} …\n`);
  ended = await runChild(node, args, here ? personFolder(root, process.cwd(), process.env) : root);
  if (ended.code !== 0) break;
}
endAs(ended);
