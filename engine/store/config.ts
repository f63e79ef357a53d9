import type { Database } from 'better-sqlite3';
import type { CredentialInfo, CredentialKind } from '../model/credential.ts';
import type { Grant } from '../model/grant.ts';
import { createRowNumbers, type FlowId, flowIdOf, rowOf } from '../model/ids.ts';

/** A flow as it is kept: its draft, and which version runs. Documents are JSON text of the flow file. */
export interface StoredFlow {
  id: FlowId;
  name: string;
  draft: string;
  draftSavedAtMs: number;
  /** Goes up with every saved change. */
  draftRevision: number;
  liveVersion: number | null;
  on: boolean;
  pausedReason: string | null;
}

/** The door to `config.db`. Rare and small writes, each its own transaction. */
export interface ConfigStore {
  listFlows(): StoredFlow[];
  flow(id: FlowId): StoredFlow | null;
  flowNamed(name: string): StoredFlow | null;
  /** Creates a flow, or replaces the draft of the one given. */
  saveDraft(id: FlowId | null, name: string, document: string): StoredFlow;
  /** Keeps the document as a version; the number stays when nothing changed. */
  addVersion(id: FlowId, document: string): number;
  /** As `addVersion`, and makes it the live one. */
  publish(id: FlowId, document: string): number;
  /** A flow nobody sees, for runs of files that are not in the list; the same name is the same flow. */
  saveHidden(name: string, document: string): FlowId;
  setOn(id: FlowId, on: boolean, pausedReason: string | null): void;
  /** Puts a flow in the bin; its name is free again. */
  removeFlow(id: FlowId): void;
  /** What is in the bin, last removed first. */
  bin(): { id: FlowId; name: string; removedAtMs: number }[];
  /** Takes a flow out of the bin under a name that is free. Null when it is not there. */
  restoreFlow(id: FlowId, name: string, document: string): StoredFlow | null;
  /** The draft of a flow in the bin. */
  binnedDraft(id: FlowId): string | null;
  /** Removes flows from the bin for good, with their versions and permissions. Returns how many. */
  emptyBin(removedBeforeMs: number): number;
  versions(id: FlowId): { version: number; madeAtMs: number }[];
  document(id: FlowId, version: number): string | null;
  grants(id: FlowId): Grant[];
  give(id: FlowId, grants: readonly Grant[]): void;
  /** Saves a secret; what an earlier one of that name did when it was checked is forgotten. */
  putCredential(credential: Omit<CredentialInfo, 'updatedAtMs' | 'check'>, sealed: Uint8Array): void;
  /** Keeps how a secret did when it was tried. */
  keepCheck(name: string, check: { ok: boolean; message: string; fix: string | null }): void;
  credentials(): (CredentialInfo & { sealed: Uint8Array })[];
  removeCredential(name: string): boolean;
  setting(key: string): string | null;
  putSetting(key: string, value: string): void;
  removeSetting(key: string): void;
}

interface FlowRow {
  id: number;
  name: string;
  draft: string;
  draft_saved_at_ms: number;
  draft_revision: number;
  live_version: number | null;
  is_on: number;
  paused_reason: string | null;
}

const toFlow = (row: FlowRow): StoredFlow => ({
  id: flowIdOf(row.id),
  name: row.name,
  draft: row.draft,
  draftSavedAtMs: row.draft_saved_at_ms,
  draftRevision: row.draft_revision,
  liveVersion: row.live_version,
  on: row.is_on === 1,
  pausedReason: row.paused_reason,
});

interface CredentialRow {
  name: string;
  kind: CredentialKind;
  hosts: string;
  sealed: Uint8Array;
  updated_at_ms: number;
  hint: string | null;
  last_check: string | null;
  checked_at_ms: number | null;
}

const toCredential = (row: CredentialRow): CredentialInfo & { sealed: Uint8Array } => ({
  name: row.name,
  kind: row.kind,
  hosts: JSON.parse(row.hosts) as string[],
  hint: row.hint,
  updatedAtMs: row.updated_at_ms,
  check: row.last_check === null ? null : { ...JSON.parse(row.last_check), atMs: row.checked_at_ms ?? 0 },
  sealed: row.sealed,
});

export const createConfigStore = (database: Database, now: () => number): ConfigStore => {
  const largest = Number(database.prepare('SELECT max(id) FROM flows').pluck().get() ?? 0);
  const nextFlow = createRowNumbers(now, largest);
  const one = (row: unknown): StoredFlow | null => (row ? toFlow(row as FlowRow) : null);
  const sql = {
    list: database.prepare('SELECT * FROM flows WHERE removed_at_ms IS NULL ORDER BY name'),
    byId: database.prepare('SELECT * FROM flows WHERE id = ? AND removed_at_ms IS NULL'),
    byName: database.prepare('SELECT * FROM flows WHERE name = ? AND removed_at_ms IS NULL'),
    hidden: database.prepare('SELECT id FROM flows WHERE name = ? AND is_hidden = 1 ORDER BY id DESC LIMIT 1').pluck(),
    hide: database.prepare('UPDATE flows SET removed_at_ms = ?, is_hidden = 1 WHERE id = ?'),
    bin: database.prepare(
      `SELECT id, name, removed_at_ms FROM flows
       WHERE removed_at_ms IS NOT NULL AND is_hidden = 0 ORDER BY removed_at_ms DESC`,
    ),
    binnedDraft: database
      .prepare('SELECT draft FROM flows WHERE id = ? AND removed_at_ms IS NOT NULL AND is_hidden = 0')
      .pluck(),
    restore: database.prepare(
      `UPDATE flows SET removed_at_ms = NULL, name = ?, draft = ?, draft_revision = draft_revision + 1
       WHERE id = ? AND removed_at_ms IS NOT NULL AND is_hidden = 0`,
    ),
    emptyBin: database.prepare('DELETE FROM flows WHERE removed_at_ms < ? AND is_hidden = 0'),
    versions: database.prepare(
      'SELECT version, made_at_ms AS madeAtMs FROM flow_versions WHERE flow_id = ? ORDER BY version DESC',
    ),
    insert: database.prepare('INSERT INTO flows (id, name, draft, draft_saved_at_ms) VALUES (?, ?, ?, ?)'),
    update: database.prepare(
      `UPDATE flows SET name = ?, draft = ?, draft_saved_at_ms = ?, draft_revision = draft_revision + 1 WHERE id = ?`,
    ),
    latest: database.prepare(
      'SELECT version, document FROM flow_versions WHERE flow_id = ? ORDER BY version DESC LIMIT 1',
    ),
    insertVersion: database.prepare(
      'INSERT INTO flow_versions (flow_id, version, document, made_at_ms) VALUES (?, ?, ?, ?)',
    ),
    setLive: database.prepare('UPDATE flows SET live_version = ? WHERE id = ?'),
    setOn: database.prepare('UPDATE flows SET is_on = ?, paused_reason = ? WHERE id = ?'),
    remove: database.prepare('UPDATE flows SET removed_at_ms = ?, is_on = 0 WHERE id = ?'),
    document: database.prepare('SELECT document FROM flow_versions WHERE flow_id = ? AND version = ?').pluck(),
    grants: database.prepare('SELECT kind, target FROM grants WHERE flow_id = ? ORDER BY kind, target'),
    give: database.prepare('INSERT OR IGNORE INTO grants (flow_id, kind, target, given_at_ms) VALUES (?, ?, ?, ?)'),
    putCredential: database.prepare(
      'INSERT OR REPLACE INTO credentials (name, kind, hosts, sealed, updated_at_ms, hint) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    keepCheck: database.prepare('UPDATE credentials SET last_check = ?, checked_at_ms = ? WHERE name = ?'),
    credentials: database.prepare('SELECT * FROM credentials ORDER BY name'),
    removeCredential: database.prepare('DELETE FROM credentials WHERE name = ?'),
    setting: database.prepare('SELECT value FROM settings WHERE key = ?').pluck(),
    putSetting: database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)'),
    removeSetting: database.prepare('DELETE FROM settings WHERE key = ?'),
  };

  const flow = (id: FlowId): StoredFlow | null => one(sql.byId.get(rowOf(id)));

  const giveAll = database.transaction((id: FlowId, grants: readonly Grant[]) => {
    for (const { kind, target } of grants) sql.give.run(rowOf(id), kind, target, now());
  });
  /** Steps ask for grants at every use, so they are read once. */
  const granted = new Map<FlowId, Grant[]>();

  const addVersion = database.transaction((id: FlowId, document: string): number => {
    const latest = sql.latest.get(rowOf(id)) as { version: number; document: string } | undefined;
    if (latest?.document === document) return latest.version;
    const version = (latest?.version ?? 0) + 1;
    sql.insertVersion.run(rowOf(id), version, document, now());
    return version;
  });

  return {
    listFlows: () => (sql.list.all() as FlowRow[]).map(toFlow),
    flow,
    flowNamed: (name) => one(sql.byName.get(name)),
    saveDraft: (id, name, document) => {
      const row = id === null ? nextFlow() : rowOf(id);
      if (id === null) sql.insert.run(row, name, document, now());
      else sql.update.run(name, document, now(), row);
      return flow(flowIdOf(row)) as StoredFlow;
    },
    addVersion,
    publish: database.transaction((id: FlowId, document: string): number => {
      const version = addVersion(id, document);
      sql.setLive.run(version, rowOf(id));
      return version;
    }),
    saveHidden: (name, document) => {
      const known = sql.hidden.get(name) as number | undefined;
      const row = known ?? nextFlow();
      if (known === undefined) {
        sql.insert.run(row, name, document, now());
        sql.hide.run(now(), row);
      }
      return flowIdOf(row);
    },
    setOn: (id, on, pausedReason) => {
      sql.setOn.run(on ? 1 : 0, pausedReason, rowOf(id));
    },
    removeFlow: (id) => {
      sql.remove.run(now(), rowOf(id));
    },
    bin: () =>
      (sql.bin.all() as { id: number; name: string; removed_at_ms: number }[]).map((row) => ({
        id: flowIdOf(row.id),
        name: row.name,
        removedAtMs: row.removed_at_ms,
      })),
    binnedDraft: (id) => (sql.binnedDraft.get(rowOf(id)) as string | undefined) ?? null,
    restoreFlow: (id, name, document) => (sql.restore.run(name, document, rowOf(id)).changes > 0 ? flow(id) : null),
    emptyBin: (removedBeforeMs) => sql.emptyBin.run(removedBeforeMs).changes,
    versions: (id) => sql.versions.all(rowOf(id)) as { version: number; madeAtMs: number }[],
    document: (id, version) => (sql.document.get(rowOf(id), version) as string | undefined) ?? null,
    grants: (id) => {
      const known = granted.get(id) ?? (sql.grants.all(rowOf(id)) as Grant[]);
      granted.set(id, known);
      return known;
    },
    give: (id, grants) => {
      giveAll(id, grants);
      granted.delete(id);
    },
    putCredential: ({ name, kind, hosts, hint }, sealed) => {
      sql.putCredential.run(name, kind, JSON.stringify(hosts), sealed, now(), hint);
    },
    keepCheck: (name, check) => {
      sql.keepCheck.run(JSON.stringify(check), now(), name);
    },
    credentials: () => (sql.credentials.all() as CredentialRow[]).map(toCredential),
    removeCredential: (name) => sql.removeCredential.run(name).changes > 0,
    setting: (key) => (sql.setting.get(key) as string | undefined) ?? null,
    putSetting: (key, value) => {
      sql.putSetting.run(key, value);
    },
    removeSetting: (key) => {
      sql.removeSetting.run(key);
    },
  };
};
