import { dieWithParent } from '../children/die-with-parent.ts';
import { listenToParent } from '../children/parent-channel.ts';
import { createConnection } from './connection.ts';
import type { FromChild, ToChild } from './protocol.ts';

/**
 * The script of the children that hold a person's SQLite file. One child does one batch after the other; it closes
 * the file and ends when told so or when its parent is gone.
 */
dieWithParent();
const connection = createConnection();
let busy: Promise<void> = Promise.resolve();

const leave = (): void => {
  connection.close();
  process.exit(0);
};

const handle = async (message: ToChild): Promise<void> => {
  if ('farewell' in message) return leave();
  const { id } = message;
  const say = (what: FromChild): Promise<void> => parent.send(what);
  const answers = await connection.run(message, () => say({ id, committing: true }));
  await say({ id, answers }).catch(leave);
};

const enqueue = (next: () => Promise<void> | void): void => {
  busy = busy.then(next);
};

const parent = listenToParent(
  (message) => enqueue(() => handle(message as ToChild)),
  () => enqueue(leave),
);
