import type { Metric } from '../../model/monitor/metric.ts';
import { readNumber } from '../../model/monitor/read-number.ts';
import type { ReadMetric, WatchOutside } from '../../model/watch.ts';
import { createCpuMeter } from './cpu.ts';
import { diskPercent, memoryPercent } from './disk.ts';
import { folderBytes } from './folder-size.ts';
import { tableNumberSql } from './table-number.ts';
import { webNumber } from './web-number.ts';

export interface MetricSources {
  monotonic: () => number;
  /** Runs of a flow (by name; empty = all) that began within so many minutes and are over. */
  endedRuns: (flow: string, windowMinutes: number) => { failed: number; ended: number };
  /** What a person set the gauge to; null when nobody did. */
  gauge: (name: string) => number | null;
}

const bytesPerMb = 1_000_000;
const timeoutMs = 30_000;

const oneDecimal = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

/** Reads numbers that can be watched, each within 30 s. */
export const createReadMetric = ({ monotonic, endedRuns, gauge }: MetricSources): ReadMetric => {
  const cpu = createCpuMeter(monotonic);

  const read = async (metric: Metric, outside: WatchOutside, signal: AbortSignal): Promise<number | null> => {
    switch (metric.kind) {
      case 'cpu':
        return oneDecimal(await cpu(signal));
      case 'memory':
        return oneDecimal(memoryPercent());
      case 'disk':
        return oneDecimal(await diskPercent(metric.path));
      case 'folder-size':
        return oneDecimal((await folderBytes(outside.readableFolder(metric.folder), signal)) / bytesPerMb);
      case 'sqlite': {
        const sql = tableNumberSql(metric);
        const { rows } = await outside.databases.query({ file: metric.file, sql, bind: [], timeoutMs, signal });
        return readNumber(rows[0]?.value);
      }
      case 'http-json':
        return webNumber(metric, outside.http, { timeoutMs, signal });
      case 'flow-errors': {
        const { failed, ended } = endedRuns(metric.flow, metric.windowMinutes);
        if (metric.measure === 'count') return failed;
        return ended === 0 ? 0 : oneDecimal((failed * 100) / ended);
      }
      case 'gauge':
        return gauge(metric.name);
    }
  };

  return async (metric, outside, signal) => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    // A drive that does not answer cannot be given up in any other way.
    let giveUp = (): void => {};
    const given = new Promise<never>((_, reject) => {
      giveUp = () => reject(within.reason);
      within.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([read(metric, outside, within), given]);
    } finally {
      within.removeEventListener('abort', giveUp);
    }
  };
};
