import { useEffect, useMemo, useState } from 'react';
import { call } from '../../client/connection.ts';
import type { Metric, Reading } from '../../client/monitor.ts';

/** What one has seen of a number since the form was opened. */
export interface Live {
  /** Oldest first, of the last quarter of an hour. */
  readings: readonly Reading[];
  /** The last look: null when there is no number at its place; undefined before the first. */
  value: number | null | undefined;
  /** Why there is no number. */
  problem: string | null;
  everyMs: number;
}

export const liveWindowMs = 15 * 60_000;

/** The web and folders are not asked every second. */
const paceOf = ({ kind }: Metric): number => {
  if (kind === 'http-json') return 10_000;
  return kind === 'folder-size' || kind === 'sqlite' ? 3000 : 1000;
};

/** Whether enough is filled in for a look to make sense. */
const isFinished = (metric: Metric): boolean => {
  switch (metric.kind) {
    case 'folder-size':
      return metric.folder !== '';
    case 'sqlite':
      return metric.file !== '' && metric.table !== '' && (metric.take === 'count' || metric.column !== '');
    case 'http-json':
      return metric.url !== '';
    default:
      return true;
  }
};

/** Looks at a number again and again while the form is open. Another number starts anew. */
export const useLive = (metric: Metric): Live => {
  const key = JSON.stringify(metric);
  const everyMs = paceOf(metric);
  const [state, setState] = useState<{ key: string } & Omit<Live, 'everyMs'>>();
  useEffect(() => {
    const watched = JSON.parse(key) as Metric;
    if (!isFinished(watched)) return;
    let isOpen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (value: number | null | undefined, problem: string | null): void =>
      setState((before) => {
        const readings = before?.key === key ? before.readings : [];
        const atMs = Date.now();
        const fresh = readings.filter((reading) => reading.atMs > atMs - liveWindowMs);
        const next = typeof value === 'number' ? [...fresh, { atMs, value }] : fresh;
        return { key, readings: next, value, problem };
      });
    const look = async (): Promise<void> => {
      try {
        const { value } = await call('monitors.now', { metric: watched });
        if (isOpen) take(value, null);
      } catch (thrown) {
        if (isOpen) take(undefined, thrown instanceof Error ? thrown.message : String(thrown));
      }
      if (isOpen) timer = setTimeout(() => void look(), everyMs);
    };
    // While a name is typed it is another number with every key.
    timer = setTimeout(() => void look(), 200);
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [key, everyMs]);
  return useMemo(() => {
    if (state?.key === key) return { readings: state.readings, value: state.value, problem: state.problem, everyMs };
    return { readings: [], value: undefined, problem: null, everyMs };
  }, [state, key, everyMs]);
};
