import type { Migration } from './migrate.ts';

/** History of `runs.db`. Append only. Times are ms since 1970; row ids are explained in model/ids.ts. */
export const runsMigrations: readonly Migration[] = [
  {
    name: '0001-events-runs-steps-timers',
    up: `
      -- Everything that arrived, with its verdict. run_id: the run it started.
      CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        flow_id INTEGER,
        node TEXT NOT NULL,
        kind TEXT NOT NULL,
        verdict TEXT NOT NULL,
        reason TEXT,
        run_id INTEGER,
        repeat_of INTEGER,
        cause_run_id INTEGER,
        depth INTEGER NOT NULL DEFAULT 0,
        payload TEXT,
        raw BLOB
      ) STRICT;
      CREATE INDEX events_by_flow ON events (flow_id, id);
      -- Arrivals that started nothing, for the Inbox and for pruning.
      CREATE INDEX events_without_run ON events (id) WHERE run_id IS NULL;

      -- Ids of deliveries already seen; kept longer than any sender retries.
      CREATE TABLE seen (
        flow_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        key TEXT NOT NULL,
        event_id INTEGER NOT NULL,
        expires_at_ms INTEGER NOT NULL,
        PRIMARY KEY (flow_id, node, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX seen_by_expiry ON seen (expires_at_ms);

      -- key_root: the run whose id seeds the idempotency keys (itself, or the run it is a retry of).
      CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        flow_id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        event_id INTEGER,
        trigger TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN
          ('queued', 'running', 'waiting', 'needs-decision', 'succeeded', 'failed', 'cancelled')),
        started_at_ms INTEGER,
        finished_at_ms INTEGER,
        recoveries INTEGER NOT NULL DEFAULT 0,
        retry_of INTEGER,
        key_root INTEGER NOT NULL,
        depth INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        failed_node TEXT,
        attention INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX runs_by_flow ON runs (flow_id, id);
      -- A run is over exactly when finished_at_ms is set.
      CREATE INDEX runs_open ON runs (id) WHERE finished_at_ms IS NULL;
      -- Retries share the event of the run they repeat.
      CREATE INDEX runs_retries ON runs (event_id) WHERE retry_of IS NOT NULL;
      CREATE INDEX runs_attention ON runs (id) WHERE attention = 1;

      -- item is the place in a repeated list, 0 outside one.
      CREATE TABLE steps (
        run_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        item INTEGER NOT NULL DEFAULT 0,
        attempt INTEGER NOT NULL DEFAULT 1,
        status TEXT NOT NULL CHECK (status IN ('started', 'succeeded', 'failed', 'skipped', 'needs-decision')),
        port TEXT,
        output TEXT,
        did TEXT,
        error TEXT,
        first_started_at_ms INTEGER NOT NULL,
        started_at_ms INTEGER NOT NULL,
        finished_at_ms INTEGER,
        PRIMARY KEY (run_id, node, item, attempt)
      ) STRICT, WITHOUT ROWID;

      -- One table, one clock: retries and waits (later schedules and hold-times).
      CREATE TABLE timers (
        kind TEXT NOT NULL,
        ref TEXT NOT NULL,
        fire_at_ms INTEGER NOT NULL,
        run_id INTEGER,
        PRIMARY KEY (kind, ref)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX timers_due ON timers (fire_at_ms);
      CREATE INDEX timers_by_run ON timers (run_id);
    `,
  },
  {
    name: '0002-watch-states',
    up: `
      -- How far a watching trigger has looked; written in the transaction that keeps what it saw.
      CREATE TABLE watch_states (
        flow_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at_ms INTEGER NOT NULL,
        PRIMARY KEY (flow_id, node)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: '0003-outbox',
    up: `
      -- What is kept here instead of leaving this computer: practice mails, and notifications. message: the preview of the step.
      CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        flow_id INTEGER NOT NULL,
        run_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        message TEXT NOT NULL
      ) STRICT;
      CREATE INDEX outbox_by_kind ON outbox (kind, id);
      CREATE INDEX outbox_by_run ON outbox (run_id);
    `,
  },
  {
    name: '0004-readings',
    up: `
      -- What monitors read, for the picture of their past. metric: what was read, as text.
      CREATE TABLE readings (
        flow_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        metric TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (flow_id, node, at_ms)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX readings_by_age ON readings (at_ms);
    `,
  },
  {
    name: '0005-watched-rows',
    up: `
      -- Rows of a person's table as they were last seen, for triggers that compare.
      CREATE TABLE watched_rows (
        flow_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        key TEXT NOT NULL,
        hash TEXT NOT NULL,
        row TEXT NOT NULL,
        PRIMARY KEY (flow_id, node, key)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: '0006-settled-events',
    up: `
      -- What the person decided about something that was missed: run or skip. Null: nothing yet.
      ALTER TABLE events ADD COLUMN settled TEXT CHECK (settled IN ('run', 'skip'));
      CREATE INDEX events_missed ON events (id)
        WHERE run_id IS NULL AND settled IS NULL AND verdict IN ('missed', 'gap');
    `,
  },
  {
    name: '0007-memory',
    up: `
      -- What steps remember from run to run. node: empty for what the whole flow shares. value: JSON.
      CREATE TABLE memory (
        flow_id INTEGER NOT NULL,
        node TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        expires_at_ms INTEGER,
        PRIMARY KEY (flow_id, node, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX memory_by_age ON memory (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
    `,
  },
];
