import type { Migration } from './migrate.ts';

/** History of `config.db`. Append only. */
export const configMigrations: readonly Migration[] = [
  {
    name: '0001-flows-grants-credentials',
    up: `
      CREATE TABLE flows (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        draft TEXT NOT NULL,
        draft_saved_at_ms INTEGER NOT NULL,
        -- The version that runs when the flow is on; null until it was switched on once.
        live_version INTEGER,
        is_on INTEGER NOT NULL DEFAULT 0,
        paused_reason TEXT,
        removed_at_ms INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX flows_by_name ON flows (name) WHERE removed_at_ms IS NULL;

      CREATE TABLE flow_versions (
        flow_id INTEGER NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        document TEXT NOT NULL,
        made_at_ms INTEGER NOT NULL,
        PRIMARY KEY (flow_id, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE grants (
        flow_id INTEGER NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        given_at_ms INTEGER NOT NULL,
        PRIMARY KEY (flow_id, kind, target)
      ) STRICT, WITHOUT ROWID;

      -- sealed: AES-256-GCM, see services/vault; the plain value is nowhere in this file.
      CREATE TABLE credentials (
        name TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        hosts TEXT NOT NULL,
        sealed BLOB NOT NULL,
        updated_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: '0002-draft-revisions',
    up: `
      -- Goes up with every saved change, so that two windows on one flow do not overwrite each other unseen.
      ALTER TABLE flows ADD COLUMN draft_revision INTEGER NOT NULL DEFAULT 1;
      -- Kept for runs of files that are not in the list; never shown, not even in the bin.
      ALTER TABLE flows ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;
      UPDATE flows SET is_hidden = 1 WHERE removed_at_ms IS NOT NULL AND name LIKE '% (from a file)';
    `,
  },
  {
    name: '0003-credential-hints-and-checks',
    up: `
      -- The last four characters of a long secret, to tell two apart; null for short ones.
      ALTER TABLE credentials ADD COLUMN hint TEXT;
      -- How it did when it was last tried: {"ok", "message", "fix"}.
      ALTER TABLE credentials ADD COLUMN last_check TEXT;
      ALTER TABLE credentials ADD COLUMN checked_at_ms INTEGER;
    `,
  },
];
