import type { FaultData } from '../model/fault.ts';
import type { FlowId } from '../model/ids.ts';
import type { PublicAddressSettings } from '../model/public-address/settings.ts';
import type { HistoryEntry, ShownState } from '../model/public-address/state.ts';

/** What the methods about the public address return. Times are ISO texts. */

/** A webhook, and whether it can be reached from the internet. */
export interface PublicHook {
  flow: string;
  flowId: FlowId;
  node: string;
  /** What the person calls the step. */
  label: string;
  /** Below `/hooks/`. */
  path: string;
  /** The service it is set up for, when that is known by its signature. */
  sender: string | null;
  isOpen: boolean;
  /** False when anyone who knows the address can start it. */
  isChecked: boolean;
}

export interface PublicAddressStatus {
  state: ShownState;
  since: string | null;
  address: string | null;
  /** Failures in a row, and when it is tried again by itself. */
  tries: number;
  nextTryAt: string | null;
  cause: FaultData | null;
  latencyMs: number | null;
  deliveriesToday: number;
  settings: PublicAddressSettings | null;
  /** Webhooks whose services have to be told the new address. */
  todo: PublicHook[];
  /** Newest first. */
  history: { at: string; what: HistoryEntry['what']; words: string }[];
  /** Stretches of a minute or more in which nothing could arrive, newest first. */
  outages: { from: string; to: string; why: 'dropped' | 'asleep' | 'closed' }[];
}

/** A helper program that can be fetched, with what a person should know before they say yes. */
export interface ProgramOffer {
  name: string;
  publisher: string;
  version: string;
  /** Where it comes from. */
  url: string;
  megabytes: number;
  sha256: string;
}
