import autocannon from 'autocannon';
import { body } from './flows.ts';
import { residentMb, type Served } from './product.ts';

/** One spell of load. */
export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  ok: number;
  notOk: number;
  /** The most memory the server used meanwhile. */
  peakMb: number;
}

/** Sends the same delivery over and over on so many connections for so many seconds. */
export const putUnderLoad = async (served: Served, connections: number, seconds: number): Promise<Load> => {
  let peakMb = residentMb(served.pid);
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(served.pid));
  }, 100);
  const result = await autocannon({
    url: `${served.hooksUrl}/hooks/bench`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections,
    duration: seconds,
  });
  clearInterval(watch);
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    ok: result['2xx'],
    notOk: result.non2xx + result.errors,
    peakMb,
  };
};

export const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
