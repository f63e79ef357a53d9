import { enableCompileCache } from 'node:module';

/**
 * whenthen serve | run | check | …
 *
 * Starts the command line. Nothing else is imported before the cache of compiled modules is on: with it the app starts in two
 * thirds of the time and needs 20 MB less.
 */
enableCompileCache();
const { runCommandLine } = await import('./cli/program.ts');
await runCommandLine();
