import type { Database, Statement } from 'better-sqlite3';
import { type Fault, ourFault } from '../../model/fault.ts';
import type { Answer, DatabaseRequest } from './protocol.ts';

/** What a group of requests is run with. */
export interface Group {
  db: Database;
  requests: DatabaseRequest[];
  run: (request: DatabaseRequest) => unknown;
  explain: (thrown: unknown, request?: DatabaseRequest) => Fault;
  explainCommit: (thrown: unknown) => Fault;
  /** Resolves when the parent is sure to learn that the commit has begun. */
  announceCommit: () => Promise<void>;
}

const failed = (fault: Fault): Answer => ({ fault: fault.toJSON() });

/** The statements around every request, prepared once per connection: there are thousands of requests a second. */
const prepareSavepoint = (db: Database) => {
  const known = savepoints.get(db);
  if (known) return known;
  const made = { begin: db.prepare('SAVEPOINT one'), release: db.prepare('RELEASE one') };
  savepoints.set(db, made);
  return made;
};
const savepoints = new WeakMap<Database, { begin: Statement; release: Statement }>();

/**
 * Runs requests inside the open transaction, each so that its failure takes back nothing but itself. Some failures
 * (a full disk, `ON CONFLICT ROLLBACK`, RAISE(ROLLBACK)) end the transaction: then the rest is not tried and the
 * fault is returned.
 */
const runInTransaction = (group: Group, open: number[], answers: Map<number, Answer>): Fault | null => {
  const { db, requests } = group;
  const savepoint = prepareSavepoint(db);
  for (const index of open) {
    const request = requests[index] as DatabaseRequest;
    savepoint.begin.run();
    try {
      answers.set(index, { value: group.run(request) });
      savepoint.release.run();
    } catch (thrown) {
      if (db.inTransaction) db.exec('ROLLBACK TO one; RELEASE one');
      const fault = group.explain(thrown, request);
      answers.set(index, failed(fault));
      if (!db.inTransaction) return fault;
    }
  }
  return null;
};

const isFault = (answer: Answer | undefined): boolean => answer !== undefined && 'fault' in answer;

const commit = ({ db, explainCommit }: Group): Fault | null => {
  try {
    db.exec('COMMIT');
    return null;
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK');
    return explainCommit(thrown);
  }
};

/** Begins, runs and, when the transaction is still there, leaves it open. Returns the requests to commit. */
const runUntilSettled = (group: Group, answers: Map<number, Answer>): number[] => {
  let open = [...group.requests.keys()];
  for (;;) {
    group.db.exec('BEGIN IMMEDIATE');
    const ended = runInTransaction(group, open, answers);
    open = open.filter((index) => !isFault(answers.get(index)));
    if (ended === null) return open;
    // A full or broken disk would fail the others too; a rule of the table took them along though they were fine.
    if (ended.who === 'world') for (const index of open.splice(0)) answers.set(index, failed(ended));
    if (open.length === 0) return [];
  }
};

/**
 * Runs all requests in one transaction and answers when it is on the disk: what they cost together is one commit.
 * A request that fails does not touch the others.
 */
export const runGroup = async (group: Group): Promise<Answer[]> => {
  const { db, requests } = group;
  const answers = new Map<number, Answer>();
  let open: number[];
  try {
    open = runUntilSettled(group, answers);
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK');
    const fault = failed(group.explain(thrown));
    return requests.map(() => fault);
  }
  if (db.inTransaction) {
    try {
      await group.announceCommit();
    } catch {
      // The parent is gone, so nobody would know: it will ask again after its restart.
      db.exec('ROLLBACK');
      return requests.map(() => failed(ourFault('database.parent-gone', 'WhenThen ended before the row was saved.')));
    }
    const fault = commit(group);
    // A rule that is looked at only now (DEFERRABLE INITIALLY DEFERRED) does not say who broke it: try one by one.
    if (fault?.code === 'database.constraint' && open.length > 1)
      for (const index of open) runAlone(group, index, answers);
    else if (fault) for (const index of open) answers.set(index, failed(fault));
  }
  return requests.map((_, index) => answers.get(index) as Answer);
};

const runAlone = (group: Group, index: number, answers: Map<number, Answer>): void => {
  try {
    group.db.exec('BEGIN IMMEDIATE');
    if (runInTransaction(group, [index], answers) !== null) return;
    const fault = commit(group);
    if (fault) answers.set(index, failed(fault));
  } catch (thrown) {
    answers.set(index, failed(group.explain(thrown)));
  }
};
