import { createUserFiles } from './user-files.ts';

/** Run under `ulimit -f`, so that the disk really refuses: tries to write 100 kB and prints the code of the fault. */
const [path = '', mode] = process.argv.slice(2);
const files = createUserFiles({ absolute: (given) => given, resolvePath: (given) => given, isAllowed: () => true });
const outcome = await files
  .write({ path, mode: mode as 'create' | 'replace' | 'append', content: 'x'.repeat(100_000) })
  .catch((fault) => fault);
process.stdout.write(outcome.code ?? 'written');
