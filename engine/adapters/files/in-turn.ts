/** What changes one file is done one after the other, so that nothing is lost or mixed. */
const queues = new Map<string, Promise<unknown>>();

/** Runs `work` once everything that was asked for this path before is over. */
export const inTurn = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
  const turn = (queues.get(path) ?? Promise.resolve()).then(work, work);
  queues.set(path, turn);
  try {
    return await turn;
  } finally {
    if (queues.get(path) === turn) queues.delete(path);
  }
};
