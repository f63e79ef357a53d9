import { parentPort, workerData } from 'node:worker_threads';
import { type FaultData, toFault } from '../../model/fault.ts';
import { doWork, type TableResults, type TableWork } from './table-work.ts';

/** What a thread sends back, once. */
export type ThreadAnswer = { result: TableResults[TableWork['kind']] } | { fault: FaultData };

const answer = (): ThreadAnswer => {
  try {
    return { result: doWork(workerData as TableWork) };
  } catch (thrown) {
    return { fault: toFault(thrown).toJSON() };
  }
};

parentPort?.postMessage(answer());
