import type { AiTransport } from '../adapters/ai/transport.ts';
import type { ChatTransport } from '../adapters/chat/transport.ts';
import type { HttpTransport } from '../adapters/http/client.ts';
import type { MailTransport } from '../adapters/mail/transport.ts';
import { compileFlow } from '../compile/compile.ts';
import type { NodeTypes, Plan } from '../compile/plan.ts';
import type { Desktop } from '../contract/desktop.ts';
import type { Push } from '../contract/pushes.ts';
import { ourFault, personFault } from '../model/fault.ts';
import type { Grant } from '../model/grant.ts';
import { type FlowId, flowIdSchema } from '../model/ids.ts';
import type { Journal } from '../model/journal.ts';
import type { JsonRecord } from '../model/json.ts';
import type { Clock, UserDatabases } from '../model/outside.ts';
import type { ReadMetric } from '../model/watch.ts';
import type { Intake } from '../run/intake.ts';
import type { LiveFlows } from '../run/live-flows.ts';
import type { Runner } from '../run/runner.ts';
import type { ConfigStore, StoredFlow } from '../store/config.ts';
import type { History } from '../store/history.ts';
import type { Retention } from '../store/prune.ts';
import type { BrokenConnections } from './broken-connections.ts';
import type { DraftHooks } from './draft-hooks.ts';
import type { Drift } from './drift.ts';
import type { Inspect } from './inspect.ts';
import type { ListeningSince } from './listening-since.ts';
import type { Outside } from './outside.ts';
import type { Presence } from './presence.ts';
import type { Openings } from './public-address/openings.ts';
import type { PublicAddress } from './public-address/public-address.ts';
import type { RecentDeliveries } from './recent-deliveries.ts';
import type { Vault } from './vault.ts';
import type { Watchers } from './watching.ts';

/** The parts of a running engine, as its services see them. */
export interface Kernel {
  types: NodeTypes;
  clock: Clock;
  config: ConfigStore;
  journal: Journal;
  history: History;
  liveFlows: LiveFlows;
  draftHooks: DraftHooks;
  recentDeliveries: RecentDeliveries;
  /** Notices when what arrives changes its shape. */
  drift: Drift;
  /** The way from the internet to this computer, if there is one. */
  publicAddress: PublicAddress;
  /** Webhooks the internet may reach. */
  openings: Openings;
  intake: Intake;
  runner: Runner;
  watchers: Watchers;
  /** Notices when nobody looked. */
  presence: Presence;
  listeningSince: ListeningSince;
  vault: Vault;
  brokenConnections: BrokenConnections;
  plans: Plans;
  /** What the compiler says about a document, finished or not. */
  inspect: Inspect;
  /** Databases of the person, without asking what a flow may touch; for the person's own looking around. */
  userDatabases: UserDatabases;
  /** The outside world within a list of grants. */
  outsideFor: (grants: () => readonly Grant[]) => Outside;
  http: HttpTransport;
  /** Mail servers, for checking a connection. */
  mail: MailTransport;
  chat: ChatTransport;
  ai: AiTransport;
  /** Numbers that can be watched. */
  readMetric: ReadMetric;
  /** The desktop shell around this engine; null where there is none. */
  desktop: Desktop | null;
  dataDir: string;
  filesFolder: string;
  /** How much of the past is kept. */
  retention: Retention;
  /** Random text of this installation; part of every idempotency key. */
  installation: string;
  version: string;
  hooksUrl: () => string | null;
  push: (push: Push) => void;
  vars: () => JsonRecord;
  /** Checks of the store itself, for the doctor. */
  integrity: () => { database: string; result: string }[];
}

/** Compiled plans of stored versions; a version never changes, so each is compiled once. */
export interface Plans {
  of: (flowId: FlowId, version: number) => Plan;
}

export const createPlans = (config: ConfigStore, types: NodeTypes): Plans => {
  const known = new Map<string, Plan>();
  return {
    of: (flowId, version) => {
      const key = `${flowId} ${version}`;
      const cached = known.get(key);
      if (cached) return cached;
      const document = config.document(flowId, version);
      const plan = document === null ? undefined : compileFlow(JSON.parse(document), types).plan;
      if (!plan)
        throw ourFault(
          'flow.cannot-run',
          `Version ${version} of this flow cannot be run by this version of WhenThen.`,
          {
            fix: 'Open the flow, look at its problems, and run it again with the current version.',
          },
        );
      known.set(key, plan);
      return plan;
    },
  };
};

/** The flow a person named, by name or id. Throws `flow.not-found`. */
export const findFlow = (config: ConfigStore, reference: string): StoredFlow => {
  const id = flowIdSchema.safeParse(reference);
  const flow = (id.success ? config.flow(id.data) : null) ?? config.flowNamed(reference);
  if (flow) return flow;
  const names = config.listFlows().map(({ name }) => `"${name}"`);
  throw personFault('flow.not-found', `There is no flow called "${reference}".`, {
    fix: names.length > 0 ? `There are: ${names.join(', ')}.` : 'Import one first.',
  });
};
