/** Every statement that writes what running leaves behind. Each is prepared once; ids append at the end of tables. */
export const statementTexts = {
  insertEvent: `INSERT INTO events (id, flow_id, node, kind, verdict, reason, run_id, repeat_of, cause_run_id, depth, payload, raw)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  insertRun: `INSERT INTO runs (id, flow_id, version, event_id, trigger, retry_of, key_root, depth, status, started_at_ms,
       finished_at_ms, error, failed_node, attention) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  putStep: `INSERT OR REPLACE INTO steps (run_id, node, item, attempt, status, port, output, did, error,
       first_started_at_ms, started_at_ms, finished_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  // A terminal state is never overwritten, whoever comes late.
  changeRun: `UPDATE runs SET status = ?, started_at_ms = ?, finished_at_ms = ?, error = ?, failed_node = ?, attention = ?
     WHERE id = ? AND finished_at_ms IS NULL`,
  forgetPayload: 'UPDATE events SET payload = NULL, raw = NULL WHERE run_id = ?',
  forgetOutputs: 'UPDATE steps SET output = NULL, did = NULL WHERE run_id = ?',
  forgetMessages: 'DELETE FROM outbox WHERE run_id = ?',
  // A step that is done again leaves its message once.
  putMessage: `INSERT INTO outbox (id, kind, flow_id, run_id, node, key, message) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
  putWatchState: 'INSERT OR REPLACE INTO watch_states (flow_id, node, state, changed_at_ms) VALUES (?, ?, ?, ?)',
  // What watchers keep beside their state: readings of monitors, and rows of tables that are compared.
  putReading: 'INSERT OR REPLACE INTO readings (flow_id, node, at_ms, metric, value) VALUES (?, ?, ?, ?, ?)',
  clearWatchedRows: 'DELETE FROM watched_rows WHERE flow_id = ? AND node = ?',
  removeWatchedRow: 'DELETE FROM watched_rows WHERE flow_id = ? AND node = ? AND key = ?',
  putWatchedRow: 'INSERT OR REPLACE INTO watched_rows (flow_id, node, key, hash, row) VALUES (?, ?, ?, ?, ?)',
  forgetWatchStates: 'DELETE FROM watch_states WHERE flow_id = ?',
  forgetWatchedRows: 'DELETE FROM watched_rows WHERE flow_id = ?',
  forgetReadings: 'DELETE FROM readings WHERE flow_id = ?',
  // What steps remember from run to run.
  putMemory: 'INSERT OR REPLACE INTO memory (flow_id, node, key, value, expires_at_ms) VALUES (?, ?, ?, ?, ?)',
  forgetMemory: 'DELETE FROM memory WHERE flow_id = ? AND node = ? AND key = ?',
  forgetAllMemory: 'DELETE FROM memory WHERE flow_id = ?',
  clearTimers: 'DELETE FROM timers WHERE run_id = ?',
  timerIsDue: `UPDATE timers SET fire_at_ms = 0 WHERE kind = 'step' AND ref = ?`,
  putTimer: 'INSERT OR REPLACE INTO timers (kind, ref, fire_at_ms, run_id) VALUES (?, ?, ?, ?)',
} as const;

export type StatementName = keyof typeof statementTexts;
