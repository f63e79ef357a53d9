import { z } from 'zod';
import type { FaultData } from '../model/fault.ts';
import { type FlowId, nodeIdSchema } from '../model/ids.ts';
import { type PublicAddressSettings, publicAddressSettingsSchema } from '../model/public-address/settings.ts';
import type { HistoryEntry, ShownState } from '../model/public-address/state.ts';
import { flowRef, method, nothing } from './method.ts';

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

export const publicAddressMethods = {
  /** How this computer can be reached from the internet, if at all. */
  'publicAddress.status': method<PublicAddressStatus>()(nothing),
  /** Chooses a way and what it needs to know; taken at once when the address is on. */
  'publicAddress.choose': method<PublicAddressStatus>()(z.strictObject({ settings: publicAddressSettingsSchema })),
  'publicAddress.turnOn': method<PublicAddressStatus>()(nothing),
  'publicAddress.turnOff': method<PublicAddressStatus>()(nothing),
  /** Tries now instead of after the pause. */
  'publicAddress.tryNow': method<PublicAddressStatus>()(nothing),
  /** Looks from outside whether it works; throws a fault that says where it ends. */
  'publicAddress.test': method<{ latencyMs: number }>()(nothing),
  /** The service of this webhook was told the new address. */
  'publicAddress.told': method<PublicAddressStatus>()(z.strictObject({ flow: flowRef, node: nodeIdSchema })),
  /** Trusts the server whose fingerprint was just shown, and tries again. */
  'publicAddress.trustServer': method<PublicAddressStatus>()(z.strictObject({ fingerprint: z.string().max(200) })),
  /** The helper program the chosen way needs and this computer lacks; null when there is nothing to fetch. */
  'publicAddress.program': method<ProgramOffer | null>()(nothing),
  /** Fetches the program that was just shown, checks it, and tries again. */
  'publicAddress.fetchProgram': method<PublicAddressStatus>()(z.strictObject({ sha256: z.string().length(64) })),
  /** Every webhook, and whether it is open to the internet. */
  'publicAddress.hooks': method<PublicHook[]>()(nothing),
  /** Opens a webhook to the internet or closes it; one that checks nobody needs `anyoneMay`. */
  'publicAddress.open': method<PublicHook>()(
    z.strictObject({ flow: flowRef, node: nodeIdSchema, isOpen: z.boolean(), anyoneMay: z.boolean().default(false) }),
  ),
} as const;
