import { builtinModules } from 'node:module';
import path from 'node:path';

/** One line of the table "who may import whom". Paths are relative to the top of the project, with `/`. */
export interface ImportRule {
  /** What the rule is called in sentences. */
  name: string;
  /** The files it is about; the first rule that fits a file counts. */
  files: RegExp;
  /** The files they may import, besides files of the same folder. */
  mayImport: RegExp;
  /** Packages from npm. */
  packages: RegExp;
  /** Modules of Node: all, none, or those that match (without `node:`). */
  node: 'all' | 'none' | RegExp;
  /** What to do instead of a forbidden import; ends the sentence of the failure. */
  instead: string;
}

/** The folder whose files belong together: `engine/nodes/wait`, `engine/run`, `renderer/canvas`, `electron`. */
const homeOf = (file: string): string =>
  /^(engine\/nodes\/[^/]+\/|engine\/[^/]+\/|renderer\/[^/]+\/|electron\/|e2e\/|resources\/[^/]+\/|scripts\/)/.exec(
    file,
  )?.[1] ?? file;

const nothing = /^$/;
/** Modules of Node that only compute; `net` is there for `isIP`. */
const pureNode = /^(buffer|crypto|net|path|url|util)$/;
/** What is only there for tests and figures is never part of the app. */
const anyEngine = '^engine/(?!testing/|bench/)';

/** What screens are made of. */
const rendererPackages =
  /^(react|react-dom|react-aria-components|wouter|zustand|immer|@xyflow\/react|@tanstack\/react-(query|virtual)|@dagrejs\/dagre|lucide-react|@codemirror\/[a-z-]+|@lezer\/highlight|minisearch|jsondiffpatch|tinykeys|react-resizable-panels)(\/|$)/;

/** architecture.md, "Who may import whom". Anything not listed is forbidden, type imports included. */
export const importRules: readonly ImportRule[] = [
  {
    name: 'tests, engine/testing, electron/testing and engine/bench',
    files: /^(engine\/(testing|bench)\/|electron\/testing\/|(engine|renderer|electron)\/.*\.test\.tsx?$)/,
    mayImport: /^(engine|renderer|scripts|resources)\//,
    packages: /^(?!electron$)/,
    node: 'all',
    instead: 'test what needs a window or a browser in e2e/',
  },
  {
    name: 'engine/model',
    files: /^engine\/model\//,
    mayImport: nothing,
    packages: /^(zod|croner)$/,
    node: 'none',
    instead: 'the model knows only itself; move what needs more to the folder that uses it',
  },
  {
    name: 'engine/contract',
    files: /^engine\/contract\//,
    mayImport: /^engine\/model\//,
    packages: /^zod$/,
    node: 'none',
    instead: 'the contract runs in a browser too; put the work into a service and only its types here',
  },
  {
    name: 'the generated list of nodes',
    files: /^engine\/nodes\/nodes\.gen\.ts$/,
    mayImport: /^engine\/nodes\//,
    packages: nothing,
    node: 'none',
    instead: 'change scripts/generate-nodes.mjs',
  },
  {
    name: 'a file directly in engine/nodes',
    files: /^engine\/nodes\/[^/]+$/,
    mayImport: /^engine\/model\//,
    packages: /^zod$/,
    node: pureNode,
    instead: 'shared helpers of nodes are pure; what reaches outside comes through the context of a step',
  },
  {
    name: 'a node folder',
    files: /^engine\/nodes\/[^/]+\//,
    mayImport: /^engine\/(model\/|nodes\/(?!nodes\.gen\.ts)[^/]+$)/,
    packages: /^zod$/,
    node: pureNode,
    instead:
      'put what two nodes share directly into engine/nodes, and take HTTP, files, databases and the clock from the context of the step',
  },
  {
    name: 'engine/compile',
    files: /^engine\/compile\//,
    mayImport: /^engine\/(model\/|nodes\/define\.ts$)/,
    packages: /^(zod|liquidjs)$/,
    node: 'none',
    instead: 'the compiler is pure; hand it what it needs as an argument',
  },
  {
    name: 'engine/n8n',
    files: /^engine\/n8n\//,
    mayImport: /^engine\/model\//,
    packages: nothing,
    node: 'none',
    instead: 'the converter is pure and makes a document like any other file; what it means is for the compiler to say',
  },
  {
    name: 'engine/run',
    files: /^engine\/run\//,
    mayImport: /^engine\/(model\/|compile\/|nodes\/define\.ts$)/,
    packages: /^zod$/,
    node: /^(crypto|util)$/,
    instead: 'describe what you need as an interface in engine/model; engine.ts hands in the store, adapters and clock',
  },
  {
    name: 'engine/store',
    files: /^engine\/store\//,
    mayImport: /^engine\/model\//,
    packages: /^(zod|better-sqlite3)$/,
    node: 'all',
    instead: 'the store keeps nouns of the model; do the rest where the store is used',
  },
  {
    name: 'engine/adapters',
    files: /^engine\/adapters\//,
    mayImport: /^engine\/model\//,
    packages:
      /^(zod|better-sqlite3|undici|ipaddr\.js|nodemailer|node-schedule|quickjs-emscripten-core|@jitl\/quickjs-singlefile-mjs-release-sync|csv-parse|csv-stringify|fflate|sax|ssh2)$/,
    node: 'all',
    instead: 'an adapter implements an interface of engine/model and knows nothing else of the engine',
  },
  {
    name: 'engine/listeners',
    files: /^engine\/listeners\//,
    mayImport: /^engine\/(model\/|adapters\/|nodes\/define\.ts$)/,
    packages: /^(zod|express|chokidar)$/,
    node: 'all',
    instead: 'a listener hands what arrives to a function it was given; engine.ts connects the two',
  },
  {
    name: 'engine/services',
    files: /^engine\/services\//,
    mayImport: new RegExp(`${anyEngine}(?!server/|cli/|cli\\.ts$|engine\\.ts$)`),
    packages: /^zod$/,
    node: 'all',
    instead: 'a service answers calls of the contract; servers and the command line call it, not the other way round',
  },
  {
    name: 'engine/server',
    files: /^engine\/server\//,
    mayImport: /^engine\/(model|contract)\//,
    packages: /^(zod|express|ws)$/,
    node: 'all',
    instead: 'the server carries the contract over HTTP; reach the engine through the handlers it is given',
  },
  {
    name: 'engine/engine.ts',
    files: /^engine\/engine\.ts$/,
    mayImport: new RegExp(`${anyEngine}(?!cli/|cli\\.ts$)`),
    packages: nothing,
    node: 'all',
    instead: 'engine.ts only puts the parts together; the work belongs into one of them',
  },
  {
    name: 'the command line',
    files: /^engine\/cli(\.ts$|\/)/,
    mayImport: new RegExp(anyEngine),
    packages: /^(zod|commander|ws)$/,
    node: 'all',
    instead: 'the command line uses the engine and the contract; put the work into a service',
  },
  {
    name: 'how the desktop is built',
    files: /^electron\/vite\.config\.ts$/,
    mayImport: nothing,
    packages: /^vite$/,
    node: /^(path|url)$/,
    instead: 'the build only says what goes where',
  },
  {
    name: 'electron',
    files: /^electron\//,
    mayImport: /^engine\/(engine\.ts$|contract\/|server\/)/,
    packages: /^(electron|electron-updater|zod)$/,
    node: 'all',
    instead: 'call the engine through the contract',
  },
  {
    name: 'renderer/client',
    files: /^renderer\/client\//,
    // Templates and comparisons are pure and run anywhere, so a window previews them with the engine's own code.
    mayImport: /^engine\/((contract|model|compile\/template)\/|nodes\/rule-ops\.ts$)/,
    packages: /^(react|@tanstack\/react-query|zustand)(\/|$)/,
    node: 'none',
    instead: 'add what is missing to the contract',
  },
  {
    name: 'renderer/ui',
    files: /^renderer\/ui\//,
    mayImport: /^renderer\/styles\//,
    packages: /^(react|react-dom|react-aria-components|lucide-react|zustand|@tanstack\/react-virtual)(\/|$)/,
    node: 'none',
    instead: 'a piece of ui knows no noun of the product; hand it what it shows',
  },
  {
    name: 'renderer/stores',
    files: /^renderer\/stores\//,
    mayImport: /^renderer\/client\//,
    packages: /^(react|zustand|immer)(\/|$)/,
    node: 'none',
    instead: 'a store keeps what is on screen and knows no screen',
  },
  {
    name: 'renderer/pieces',
    files: /^renderer\/pieces\//,
    mayImport: /^renderer\/(client|stores|ui|styles)\//,
    packages: rendererPackages,
    node: 'none',
    instead: 'a piece is shared by screens and knows none of them',
  },
  {
    name: 'the start of the renderer',
    files: /^renderer\/[^/]+$/,
    mayImport: /^renderer\//,
    packages:
      /^(react|react-dom|wouter|vite|@vitejs\/plugin-react|@fontsource-variable\/inter|@tanstack\/react-query|react-resizable-panels)(\/|$)/,
    node: /^url$/,
    instead: 'the start of the renderer only puts its screens together',
  },
  {
    name: 'the renderer',
    files: /^renderer\//,
    mayImport: /^renderer\/(client|stores|ui|styles|pieces)\//,
    packages: rendererPackages,
    node: 'none',
    instead: 'screens never import each other; what two need is a piece, and renderer/client re-exports the contract',
  },
  {
    name: 'e2e',
    files: /^e2e\//,
    mayImport: /^(engine\/contract\/|engine\/cli\/running\.ts$|scripts\/electron-binary\.mjs$)/,
    packages: /^(@playwright\/test|@axe-core\/playwright|better-sqlite3|smtp-server|ws)$/,
    node: 'all',
    instead: 'a test of the whole app uses it from outside, as a person does',
  },
  {
    name: 'resources/screens',
    files: /^resources\/screens\//,
    mayImport: /^e2e\//,
    packages: /^@playwright\/test$/,
    node: 'all',
    instead: 'photographs are taken from outside, as a person looks at the app',
  },
];

const builtins = new Set(builtinModules);

const mayUseNode = (rule: ImportRule, specifier: string): boolean => {
  const name = specifier.replace(/^node:/, '').split('/')[0] ?? '';
  return rule.node === 'all' || (rule.node !== 'none' && rule.node.test(name));
};

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The file a relative specifier leads to, relative to the top of the project. */
export const resolveImport = (file: string, specifier: string): string =>
  path.posix.join(path.posix.dirname(file), specifier);

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

const mayImportFile = (rule: ImportRule, file: string, target: string): boolean => {
  if (isTest(target)) return false;
  return homeOf(file) === homeOf(target) || rule.mayImport.test(target);
};

/** Why an import is not allowed, as a sentence that says what to do instead; undefined when it is. */
export const judgeImport = (file: string, specifier: string): string | undefined => {
  const rule = importRules.find((candidate) => candidate.files.test(file));
  if (!rule) return `${file} is in a folder no rule is about; add one to engine/testing/import-rules.ts.`;
  const isRelative = specifier.startsWith('.');
  const target = isRelative ? resolveImport(file, specifier) : specifier;
  const allowed = isRelative
    ? mayImportFile(rule, file, target)
    : specifier.startsWith('node:') || builtins.has(specifier)
      ? mayUseNode(rule, specifier)
      : rule.packages.test(packageOf(specifier));
  return allowed ? undefined : `${file} imports ${target}, which ${rule.name} may not: ${rule.instead}.`;
};
