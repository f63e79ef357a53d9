import type { Delivery } from '../nodes/define.ts';

/** Limits of what is kept in memory. */
const perPath = 5;
const paths = 100;
const largestBytes = 1024 * 1024;
const totalBytes = 32 * 1024 * 1024;

/**
 * The last deliveries of each address as they came, byte for byte, so that a signing secret can be tried against them. Only in
 * memory: nothing of it is stored, and it is gone when the app is closed.
 */
export interface RecentDeliveries {
  /** Keeps a reference; the bytes are not copied. */
  keep(delivery: Delivery): void;
  /** Newest first, at most five. */
  of(path: string): readonly Delivery[];
}

export const createRecentDeliveries = (): RecentDeliveries => {
  /** Paths in the order they were last called, the longest ago first. */
  const kept = new Map<string, Delivery[]>();
  let bytes = 0;
  const sizeOf = (deliveries: readonly Delivery[]): number =>
    deliveries.reduce((sum, { raw }) => sum + raw.byteLength, 0);

  const forgetOldest = (): void => {
    const [oldest, deliveries = []] = kept.entries().next().value ?? [];
    if (oldest === undefined) return;
    kept.delete(oldest);
    bytes -= sizeOf(deliveries);
  };

  return {
    keep: (delivery) => {
      if (delivery.raw.byteLength > largestBytes) return;
      const own = kept.get(delivery.path) ?? [];
      own.unshift(delivery);
      bytes += delivery.raw.byteLength;
      if (own.length > perPath) bytes -= own.pop()?.raw.byteLength ?? 0;
      kept.delete(delivery.path);
      kept.set(delivery.path, own);
      while (kept.size > paths || bytes > totalBytes) forgetOldest();
    },
    of: (path) => kept.get(path) ?? [],
  };
};
