import type { Flow, FlowNode } from '../../model/flow.ts';
import type { JsonValue } from '../../model/json.ts';
import { hasPlaceholder } from '../../model/template.ts';

/** Where this computer's files and hooks are; needed to tell whether two flows mean the same place. */
export interface Places {
  /** The whole path of a file or folder as a person typed it. */
  absolute: (path: string) => string;
  /** Where our own hooks listen, such as `http://127.0.0.1:4747`; null while they do not. */
  hooksUrl: string | null;
}

/** What a trigger waits for. */
export type Wait =
  | { kind: 'event'; name: string }
  | { kind: 'table'; file: string; table: string }
  | { kind: 'file'; folder: string; name: string; events: readonly string[]; subfolders: boolean }
  | { kind: 'hook'; path: string; methods: readonly string[]; isOpen: boolean }
  | { kind: 'failure'; flows: readonly string[] | null };

/** What a step does that a trigger may be waiting for. */
export type Deed =
  | { kind: 'event'; name: string }
  | { kind: 'table'; file: string; table: string }
  | { kind: 'file'; path: string; mode: string }
  | { kind: 'hook'; path: string; method: string };

type Params = FlowNode['params'];

/** A text as it was typed; undefined when it is empty or only known once data arrives. */
const typed = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' && !hasPlaceholder(value) ? value.trim() : undefined;

const texts = (value: JsonValue | undefined, otherwise: readonly string[]): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : otherwise;

const tableOf = (
  { file, table }: Params,
  places: Places,
): { kind: 'table'; file: string; table: string } | undefined => {
  const [where, which] = [typed(file), typed(table)];
  if (where === undefined || which === undefined) return undefined;
  // SQLite does not tell upper and lower case of a name apart.
  return { kind: 'table', file: places.absolute(where), table: which.toLowerCase() };
};

const hookWait = (params: Params, methods: readonly string[]): Wait | undefined => {
  const path = typed(params.path);
  if (path === undefined) return undefined;
  const verify = params.verify as { kind?: string } | undefined;
  const checks =
    (verify?.kind ?? 'none') !== 'none' || params.allowEvents !== undefined || params.ignoreRepeats !== undefined;
  return { kind: 'hook', path, methods, isOpen: !checks };
};

type ReadWait = (params: Params, places: Places) => Wait | undefined;
const waits: Readonly<Record<string, ReadWait>> = {
  'app-event': ({ name }) => {
    const which = typed(name);
    return which === undefined ? undefined : { kind: 'event', name: which };
  },
  'sqlite-change': tableOf,
  'file-watch': ({ folder, name, events, subfolders }, places) => {
    const where = typed(folder);
    if (where === undefined) return undefined;
    return {
      kind: 'file',
      folder: places.absolute(where).replace(/[/\\]+$/, ''),
      name: typeof name === 'string' ? name : '',
      events: texts(events, ['appeared']),
      subfolders: subfolders === true,
    };
  },
  webhook: (params) => hookWait(params, texts(params.methods, ['POST'])),
  form: (params) => hookWait(params, ['POST']),
  'flow-failed': ({ flows }) => {
    const named = texts(flows, []);
    return { kind: 'failure', flows: named.length > 0 ? named : null };
  },
};

const hookDeed = ({ url, method }: Params, { hooksUrl }: Places): Deed | undefined => {
  const address = typed(url);
  if (address === undefined || hooksUrl === null || !URL.canParse(address)) return undefined;
  const [called, own] = [new URL(address), new URL(hooksUrl)];
  const isHere = (host: string): boolean =>
    host === own.hostname || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
  const path = /^\/hooks\/(.+?)\/?$/.exec(called.pathname)?.[1];
  if (called.port !== own.port || !isHere(called.hostname) || path === undefined) return undefined;
  return { kind: 'hook', path, method: typeof method === 'string' ? method : 'GET' };
};

type ReadDeed = (params: Params, places: Places) => Deed | undefined;
const deeds: Readonly<Record<string, ReadDeed>> = {
  'emit-event': ({ name }) => {
    const which = typed(name);
    return which === undefined ? undefined : { kind: 'event', name: which };
  },
  'sqlite-write': tableOf,
  'write-file': ({ path, mode }, places) => {
    const where = typed(path);
    if (where === undefined) return undefined;
    return { kind: 'file', path: places.absolute(where), mode: typeof mode === 'string' ? mode : 'create' };
  },
  'http-request': hookDeed,
};

/** What a trigger waits for, from its params as typed; undefined when that is not known or nothing a flow can do. */
export const waitOf = ({ type, params, skip }: Flow['nodes'][number], places: Places): Wait | undefined =>
  skip ? undefined : waits[type]?.(params, places);

/** What a step does, from its params as typed; undefined when its target is only known once data arrives. */
export const deedOf = ({ type, params, skip }: Flow['nodes'][number], places: Places): Deed | undefined =>
  skip ? undefined : deeds[type]?.(params, places);
