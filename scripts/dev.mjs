/** For developers: the engine, started again when its files change, and the screens, built again when theirs do. */
import { spawn } from 'node:child_process';

const words = process.argv.slice(2);
const parts = [
  ['scripts/build-screens.mjs', '--watch'],
  ['--watch', 'engine/cli.ts', 'serve', ...words],
].map((args) => spawn(process.execPath, args, { stdio: 'inherit' }));

const endAll = () => {
  for (const part of parts) part.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, endAll);
for (const part of parts)
  part.once('exit', (code) => {
    process.exitCode ||= code ?? 1;
    endAll();
  });
