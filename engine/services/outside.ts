import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { AiTransport } from '../adapters/ai/transport.ts';
import type { ChatTransport } from '../adapters/chat/transport.ts';
import { readContent } from '../adapters/files/read-content.ts';
import { createUserFiles } from '../adapters/files/user-files.ts';
import type { HttpPolicy, HttpTransport } from '../adapters/http/client.ts';
import type { MailPolicy, MailTransport } from '../adapters/mail/transport.ts';
import { createPrograms } from '../adapters/programs/programs.ts';
import { createTableFiles } from '../adapters/tables/table-files.ts';
import { personFault } from '../model/fault.ts';
import type { Grant } from '../model/grant.ts';
import { readSmtpSettings, type SmtpSettings } from '../model/mail.ts';
import type { HttpResponse, StepOutside, UserDatabases } from '../model/outside.ts';
import type { Scripts } from '../model/script.ts';
import type { WatchOutside } from '../model/watch.ts';
import { isPrivateHost } from '../nodes/private-host.ts';
import { type BrokenConnections, throughConnection } from './broken-connections.ts';
import { absolutePath, coversPath, missingGrant } from './grants.ts';
import { aiConnection, chatConnection, type Vault } from './vault.ts';

/** The outside world as one flow may see it. */
export interface Outside extends StepOutside, WatchOutside {}

/** The largest file that fits into a mail. */
const maxAttachmentBytes = 18 * 1024 * 1024;

/** The largest file that is sent with a request; it is held in memory. */
const maxUploadBytes = 50 * 1024 * 1024;

export interface OutsideOptions {
  http: HttpTransport;
  mail: MailTransport;
  chat: ChatTransport;
  ai: AiTransport;
  databases: UserDatabases;
  scripts: Scripts;
  vault: Vault;
  broken: BrokenConnections;
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
    return parent === path ? path : join(realPath(parent), basename(path)) + folder;
  }
};

/** Binds the adapters to what a flow was granted. `grants` is asked at every use, so that a change counts at once. */
export const createOutside = ({
  http,
  mail,
  chat,
  ai,
  databases,
  scripts,
  vault,
  broken,
  dataDir,
  filesFolder,
}: OutsideOptions) => {
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

  const smtpConnection = (name: string): SmtpSettings => {
    const { kind, value } = vault.open(name);
    if (kind === 'smtp') return readSmtpSettings(value);
    throw personFault('credential.wrong-kind', `The connection "${name}" is not for sending e-mail.`, {
      fix: 'Choose an e-mail connection.',
    });
  };

  return (grants: () => readonly Grant[]): Outside => {
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
    // Asked about the place a path really leads to, so grants are taken the same way.
    const covered = (kind: Grant['kind']) => (path: string) =>
      coversPath(
        grants().map((grant) => ({ kind: grant.kind, target: realPath(grant.target) })),
        kind,
        path,
      );
    const places = (kind: Grant['kind']) => ({ isAllowed: covered(kind), denied: [dataDir], except: [filesFolder] });
    const mailPolicy: MailPolicy = {
      redact: vault.redact,
      openConnection: smtpConnection,
      readFile: async (path) => {
        const target = absolutePath(filesFolder, path);
        const name = basename(target);
        if (!coversPath(grants(), 'read-file', target)) return { name, content: null };
        return { name, content: await readContent(target, places('read-file'), maxAttachmentBytes) };
      },
    };
    const files = createUserFiles({
      absolute: (path) => absolutePath(filesFolder, path),
      resolvePath: (path) => need('write-file', path),
      ...places('write-file'),
    });
    const client = http.forFlow({ ...httpPolicy(grants), openFile: files.receive });
    const ownMail = mail.forFlow(mailPolicy);
    const ownAi = ai.forFlow({
      redact: vault.redact,
      isLocal: isPrivateHost,
      openConnection: (name) => aiConnection(vault.open(name)),
    });
    const ownChat = chat.forFlow({
      redact: vault.redact,
      openConnection: (name) => chatConnection(vault.open(name)),
    });
    return {
      readableFolder: (path) => need('read-file', path.endsWith(sep) ? path : path + sep),
      mail: {
        compose: (draft) => ownMail.compose(draft),
        send: (message, call) => throughConnection(broken, message.connection, () => ownMail.send(message, call)),
      },
      chat: {
        compose: (draft) => ownChat.compose(draft),
        send: (message, call) => throughConnection(broken, message.connection, () => ownChat.send(message, call)),
      },
      ai: {
        compose: (draft) => ownAi.compose(draft),
        ask: (draft, call) => throughConnection(broken, draft.connection, () => ownAi.ask(draft, call)),
      },
      http: {
        send: async (request) => {
          const { credential } = request;
          const send = () => client.send(request);
          return withoutSecrets(
            await (credential === undefined ? send() : throughConnection(broken, credential, send)),
          );
        },
      },
      files,
      readFile: async (path) => {
        const target = need('read-file', path);
        return { name: basename(target), bytes: await readContent(target, places('read-file'), maxUploadBytes) };
      },
      programs: createPrograms({
        // The one file, and never a folder full of them.
        isAllowed: (program) => grants().some((grant) => grant.kind === 'program' && grant.target === program),
        denied: dataDir,
        filesFolder,
      }),
      // It reaches nothing that could be allowed.
      scripts,
      tables: createTableFiles({ resolve: (path, kind) => need(kind, path), places }),
      databases: {
        query: async (call) => databases.query({ ...call, file: database(call.file) }),
        execute: async (call) => databases.execute({ ...call, file: database(call.file) }),
        write: async (call) => databases.write({ ...call, write: { ...call.write, file: database(call.write.file) } }),
        previewWrite: async (call) =>
          databases.previewWrite({ ...call, write: { ...call.write, file: database(call.write.file) } }),
        ask: async (kind, call) => databases.ask(kind, { ...call, file: database(call.file) }),
        describe: async (call) => databases.describe({ ...call, file: database(call.file) }),
        stop: () => databases.stop(),
      },
    };
  };
};
