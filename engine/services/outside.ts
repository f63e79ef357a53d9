import { realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createUserFiles } from '../adapters/files/user-files.ts';
import type { HttpPolicy, HttpTransport } from '../adapters/http/client.ts';
import { personFault } from '../model/fault.ts';
import type { Grant } from '../model/grant.ts';
import type { HttpResponse, UserDatabases, UserFiles } from '../model/outside.ts';
import type { WatchOutside } from '../model/watch.ts';
import { absolutePath, coversPath, missingGrant } from './grants.ts';
import type { Vault } from './vault.ts';

/** The outside world as one flow may see it. */
export interface Outside extends WatchOutside {
  databases: UserDatabases;
  files: UserFiles;
}

export interface OutsideOptions {
  http: HttpTransport;
  databases: UserDatabases;
  vault: Vault;
  dataDir: string;
  filesFolder: string;
}

/** A path with every link on the way followed; its last parts may not exist yet. A folder keeps its final separator. */
const realPath = (path: string): string => {
  const folder = path.endsWith(sep) ? sep : '';
  try {
    return realpathSync(path) + folder;
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length)) + folder;
  }
};

/** Binds the adapters to what a flow was granted. `grants` is asked at every use, so that a change counts at once. */
export const createOutside = ({ http, databases, vault, dataDir, filesFolder }: OutsideOptions) => {
  const httpPolicy = (grants: () => readonly Grant[]): HttpPolicy => ({
    allowsPrivate: (target) => grants().some((grant) => grant.kind === 'private-address' && grant.target === target),
    openCredential: vault.open,
  });

  /** Databases that were found not to be WhenThen's own; looked at once, because steps ask at every row. */
  const foreign = new Set<string>();
  const refuseOwn = (file: string): void => {
    if (foreign.has(file)) return;
    const real = realPath(file);
    if (real.startsWith(realPath(dataDir + sep)) && !real.startsWith(realPath(filesFolder + sep)))
      throw personFault('grant.own-data', `${file} belongs to WhenThen itself, so no flow may open it.`, {
        fix: 'Choose a database of your own.',
      });
    foreign.add(file);
  };

  /**
   * An answer that holds a secret of ours (services echo what they were sent) loses it here, before a step can shorten it
   * beyond recognition or hand it on.
   */
  const withoutSecrets = (response: HttpResponse): HttpResponse => ({
    ...response,
    text: vault.redact(response.text),
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, vault.redact(value)])),
  });

  return (grants: () => readonly Grant[]): Outside => {
    const client = http.forFlow(httpPolicy(grants));
    const need = (kind: Grant['kind'], path: string): string => {
      const target = absolutePath(filesFolder, path);
      if (!coversPath(grants(), kind, target)) throw missingGrant({ kind, target });
      return target;
    };
    const database = (path: string): string => {
      const file = need('database', path);
      refuseOwn(file);
      return file;
    };
    return {
      readableFolder: (path) => need('read-file', path.endsWith(sep) ? path : path + sep),
      http: { send: async (request) => withoutSecrets(await client.send(request)) },
      files: createUserFiles({
        resolvePath: (path) => need('write-file', path),
        // Asked about the place a path really leads to, so grants are taken the same way.
        isAllowed: (path) =>
          coversPath(
            grants().map(({ kind, target }) => ({ kind, target: realPath(target) })),
            'write-file',
            path,
          ),
        denied: [dataDir],
        except: [filesFolder],
      }),
      databases: {
        query: async (call) => databases.query({ ...call, file: database(call.file) }),
        execute: async (call) => databases.execute({ ...call, file: database(call.file) }),
        write: async (call) => databases.write({ ...call, write: { ...call.write, file: database(call.write.file) } }),
        previewWrite: async (call) =>
          databases.previewWrite({ ...call, write: { ...call.write, file: database(call.write.file) } }),
        describe: async (call) => databases.describe({ ...call, file: database(call.file) }),
        stop: () => databases.stop(),
      },
    };
  };
};
