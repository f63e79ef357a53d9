import type { Database } from 'better-sqlite3';
import type { RowWriteResult } from '../../model/outside.ts';
import { describeTables } from './describe-tables.ts';
import { explainError } from './explain-error.ts';
import { lookAt, openFile } from './open-file.ts';
import { previewWrite } from './preview-write.ts';
import type { Answer, Batch, DatabaseRequest } from './protocol.ts';
import { runGroup } from './run-group.ts';
import { runExecute, runQuery } from './run-statement.ts';
import { runAsk } from './watch/run-ask.ts';
import { createRowWriter } from './write-row.ts';

interface OpenFile {
  db: Database;
  write: ReturnType<typeof createRowWriter>;
  /** Device and file number: another file under the same name is another database. */
  identity: string;
}

const identityOf = (file: string): string | null => {
  const found = lookAt(file);
  return found ? `${found.dev}:${found.ino}` : null;
};

const wantsFile = (request: DatabaseRequest): boolean => 'write' in request && request.write.createTable;

/**
 * The child's hold on one file. It is opened when first needed, and again when the file was replaced or removed:
 * a connection to a file that has lost its name would go on writing into nothing.
 */
export const createConnection = () => {
  let open: OpenFile | null = null;

  const close = (): void => {
    open?.db.close();
    open = null;
  };

  const ensureOpen = (batch: Batch, create: boolean): OpenFile => {
    const identity = identityOf(batch.file);
    if (open && open.identity === identity) return open;
    close();
    const db = openFile(batch, create);
    open = { db, write: createRowWriter(db), identity: identityOf(batch.file) ?? '' };
    return open;
  };

  const explain = (batch: Batch, committing: boolean) => (thrown: unknown, request?: DatabaseRequest) =>
    explainError(thrown, {
      file: batch.file,
      db: open?.db ?? null,
      committing,
      ...(request && 'write' in request && { write: request.write }),
    });

  const preview = (batch: Batch, request: Extract<DatabaseRequest, { kind: 'write' | 'preview' }>): RowWriteResult => {
    const isNew = request.write.createTable && identityOf(batch.file) === null;
    const db = isNew ? null : ensureOpen(batch, false).db;
    return previewWrite(db, batch.file, request.write, batch.limits.previewCopyBytes);
  };

  const read = (batch: Batch, request: DatabaseRequest): unknown => {
    switch (request.kind) {
      case 'query':
        return runQuery(ensureOpen(batch, false).db, request, batch.limits.maxRows);
      case 'describe':
        return describeTables(ensureOpen(batch, false).db);
      case 'preview':
        return preview(batch, request);
      case 'watch':
        return runAsk(ensureOpen(batch, false).db, request.about.kind, request.about.ask as never);
      default:
        throw new Error(`A reader was asked to ${request.kind}.`);
    }
  };

  const change = (file: OpenFile, batch: Batch) => (request: DatabaseRequest) => {
    switch (request.kind) {
      case 'write':
        return file.write(request.write);
      case 'execute':
        return runExecute(file.db, request, batch.limits.maxRows);
      case 'watch':
        return runAsk(file.db, request.about.kind, request.about.ask as never);
      default:
        throw new Error(`A writer was asked to ${request.kind}.`);
    }
  };

  /** Does what a batch asks for; a writer in one transaction. Never throws: every request gets an answer. */
  const run = async (batch: Batch, announceCommit: () => Promise<void>): Promise<Answer[]> => {
    const asFault = (thrown: unknown): Answer => ({ fault: explain(batch, false)(thrown).toJSON() });
    if (batch.lane !== 'writer')
      return batch.requests.map((request) => {
        try {
          return { value: read(batch, request) };
        } catch (thrown) {
          return asFault(thrown);
        }
      });
    try {
      const file = ensureOpen(batch, batch.requests.some(wantsFile));
      return await runGroup({
        db: file.db,
        requests: batch.requests,
        run: change(file, batch),
        explain: explain(batch, false),
        explainCommit: explain(batch, true),
        announceCommit,
      });
    } catch (thrown) {
      const answer = asFault(thrown);
      return batch.requests.map(() => answer);
    }
  };

  return { run, close };
};
