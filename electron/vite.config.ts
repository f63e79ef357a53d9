import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const top = fileURLToPath(new URL('..', import.meta.url));

/**
 * In the source, files that are no modules and scripts of children are named by their place beside the file that uses them. In the
 * built app all code is in one folder, `code/`, at the top of which things lie as they do at the top of the project; each name is
 * turned into the one it has there, and a script becomes a file of its own.
 */
const keepPlaces = (): Plugin => ({
  name: 'whenthen-places',
  // Before the types are taken out, while the text is as it was written.
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('node_modules') || !id.startsWith(top)) return null;
    return code.replaceAll(/new URL\('(\.[^']*)', import\.meta\.url\)/g, (_whole, named: string) => {
      const target = path.resolve(path.dirname(id), named);
      if (target.endsWith('.ts')) {
        const fileName = `${path.basename(target, '.ts')}.js`;
        this.emitFile({ type: 'chunk', id: target, fileName });
        return `new URL('./${fileName}', import.meta.url)`;
      }
      const place = path.relative(top, target).split(path.sep).join('/');
      return `new URL('../${place}${named.endsWith('/') && place ? '/' : ''}', import.meta.url)`;
    });
  },
});

/**
 * ssh2 uses compiled helpers where it finds them and does without where not. Those built on this computer would fit no other, so
 * the app does without.
 */
const leaveOutHelpers = (): Plugin => ({
  name: 'whenthen-helpers',
  enforce: 'pre',
  load: (id) =>
    /[\\/](ssh2|cpu-features)[\\/].*\.node$/.test(id) ? "throw new Error('this helper is not part of the app');" : null,
});

/** The main process and the engine, with everything they use but the database's binary and what Electron itself brings. */
export default defineConfig({
  root: top,
  publicDir: false,
  plugins: [keepPlaces(), leaveOutHelpers()],
  ssr: { noExternal: true, external: ['better-sqlite3', 'electron'], target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: process.env.WHENTHEN_DESKTOP_DIR ?? path.join(top, 'dist/desktop/code'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: path.join(top, 'electron/main.ts') },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
