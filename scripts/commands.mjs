/** What `node scripts/run.mjs <command>` does: a list of stages, each a program of this project run by its own Node. */
import path from 'node:path';
import { wordsForApp } from './start-form.mjs';

/**
 * A bounded nursery for short-lived objects: under load the engine needs a fifth less memory at the same speed. It cannot be
 * set once the process runs.
 */
export const engineFlags = ['--max-semi-space-size=16'];

/** A stage of the command line itself: the files a person names are looked for where the person is. */
const cli = (root, before, words) => ({
  args: [...engineFlags, ...before, path.join(root, 'engine/cli.ts'), ...words],
  here: true,
});

const buildScreens = { args: ['scripts/build-screens.mjs'] };

/** The stages of everything that must be true before a commit; further words go to vitest. */
const checks = (_root, words) => [
  { says: 'list of node types', args: ['scripts/generate-nodes.mjs', '--check'] },
  { says: 'schema of the flow file', args: ['scripts/generate-schema.ts', '--check'] },
  { says: 'types', args: ['node_modules/typescript/bin/tsc', '--build'] },
  { says: 'lint and format', args: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  { args: ['scripts/ensure-ssh-server.mjs'] },
  { says: 'tests', args: ['node_modules/vitest/vitest.mjs', 'run', ...words] },
];

/** The stages that use the app as a person does, in a real browser; further words go to Playwright. */
const stories = (_root, words) => [
  buildScreens,
  { says: 'browser', args: ['scripts/ensure-browser.mjs'] },
  {
    says: 'stories in the browser',
    args: ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts', ...words],
  },
];

const commands = {
  test: (root) => [...checks(root, []), ...stories(root, []), { args: ['scripts/print-summary.mjs'] }],
  check: checks,
  e2e: stories,
  screens: (_root, words) => [
    buildScreens,
    { says: 'browser', args: ['scripts/ensure-browser.mjs'] },
    { args: ['resources/screens/photograph.ts', ...words] },
  ],
  whenthen: (root, words) => [cli(root, [], words)],
  start: (root, words) => [buildScreens, cli(root, [], ['serve', ...wordsForApp(words)])],
  desktop: () => [buildScreens, { args: ['scripts/build-desktop.mjs'] }],
  package: (_root, words) => [buildScreens, { args: ['scripts/package.mjs', ...words] }],
  dev: (_root, words) => [{ args: ['scripts/dev.mjs', ...words] }],
  generate: () => [{ args: ['scripts/generate-nodes.mjs'] }, { args: ['scripts/generate-schema.ts'] }],
  bench: (_root, words) => [{ args: ['engine/bench/bench.ts', ...words] }],
  torture: (_root, words) => [{ args: ['engine/bench/torture.ts', ...words] }],
};

export const commandNames = Object.keys(commands);

/**
 * The stages of a command, run one after the other: `args` for Node, `says` for the line that announces a stage, and
 * `here` when it runs in the person's folder instead of the top of the project. Undefined for an unknown command.
 */
export const planCommand = (root, command, words) =>
  Object.hasOwn(commands, command) ? commands[command](root, words) : undefined;

/** The person's folder: `npm run` goes to the top of the project first, and says in INIT_CWD where it was called. */
export const personFolder = (root, cwd, env) => (env.INIT_CWD && path.relative(root, cwd) === '' ? env.INIT_CWD : cwd);
