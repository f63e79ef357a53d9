import type { Fault } from '../fault.ts';

/** A way from the internet to one port of this computer, while it is open. */
export interface Tunnel {
  /** `https://…`, without a path. */
  address: string;
  /** Whether the next one will have another address. */
  isTemporary: boolean;
  /** Resolves when it broke, with why; never when it was closed from here. */
  broken: Promise<Fault>;
  close(): Promise<void>;
}

/**
 * Opens a tunnel to a port of this computer. Throws faults only: `retryable` says whether trying again by itself makes sense, or
 * whether the person has to change something first. Aborting gives up and leaves nothing running.
 */
export type OpenTunnel = (port: number, signal: AbortSignal) => Promise<Tunnel>;
