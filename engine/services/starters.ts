import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Handlers } from '../contract/methods.ts';
import type { Kernel } from './kernel.ts';
import { previewFlow } from './preview-flow.ts';

const folder = fileURLToPath(new URL('../../resources/starters/', import.meta.url));
const ending = '.flow.json';

const readStarters = (): { id: string; document: unknown }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({
      id: name.slice(0, -ending.length),
      document: JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown,
    }));

/** Flows to start from. The files are read when somebody first asks; they never change while the app runs. */
export const starterHandlers = (kernel: Kernel): Pick<Handlers, 'starters.list' | 'flows.preview'> => {
  let files: ReturnType<typeof readStarters> | undefined;
  return {
    'starters.list': () => {
      files ??= readStarters();
      return Promise.all(
        files.map(async ({ id, document }) => {
          const preview = await previewFlow(kernel, document);
          return { id, ...preview, tests: preview.document.tests.length };
        }),
      );
    },
    'flows.preview': ({ document }) => previewFlow(kernel, document),
  };
};
