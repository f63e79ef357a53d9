import { offerOfCloudflared } from '../../adapters/tunnel/cloudflared-release.ts';
import { fetchProgram } from '../../adapters/tunnel/fetch-program.ts';
import { findProgram } from '../../adapters/tunnel/find-program.ts';
import type { Handlers } from '../../contract/methods.ts';
import type { ProgramOffer, PublicAddressStatus, PublicHook } from '../../contract/public-address.ts';
import { personFault } from '../../model/fault.ts';
import type { FlowId } from '../../model/ids.ts';
import { isRecord } from '../../model/json.ts';
import { sameHook, shownState } from '../../model/public-address/state.ts';
import { findFlow, type Kernel } from '../kernel.ts';
import { createKnownServers } from './known-servers.ts';
import { listHooks } from './list-hooks.ts';
import { programsFolder } from './tunnels.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** What is told of the time nothing could arrive: the connection was broken, or nobody was there. */
const outagesOf = ({ publicAddress, presence }: Kernel): PublicAddressStatus['outages'] => {
  const dropped = publicAddress.state().outages.map((outage) => ({ ...outage, why: 'dropped' as const }));
  const away = presence.absences().map(({ fromMs, toMs, reason }) => ({ fromMs, toMs, why: reason }));
  return [...dropped, ...away]
    .sort((a, b) => b.fromMs - a.fromMs)
    .map(({ fromMs, toMs, why }) => ({ from: iso(fromMs), to: iso(toMs), why }));
};

const describe = (kernel: Kernel): PublicAddressStatus => {
  const { publicAddress } = kernel;
  const state = publicAddress.state();
  const hooks = state.todo.length > 0 ? listHooks(kernel).filter(({ isOpen }) => isOpen) : [];
  const todo = hooks.filter((hook) => state.todo.some((other) => sameHook(other, hook)));
  // What was closed or deleted meanwhile has nobody to be told.
  const shown = shownState({ ...state, todo });
  return {
    state: shown,
    since: state.phase === 'off' ? null : iso(state.sinceMs),
    address: state.address,
    tries: state.tries,
    nextTryAt: state.nextTryMs === null ? null : iso(state.nextTryMs),
    cause: state.cause,
    latencyMs: state.latencyMs,
    deliveriesToday: publicAddress.deliveriesToday(),
    settings: publicAddress.settings(),
    todo,
    history: state.history.map(({ atMs, what, words }) => ({ at: iso(atMs), what, words })),
    outages: outagesOf(kernel),
  };
};

const findHook = (kernel: Kernel, flow: string, node: string): PublicHook => {
  const { id } = findFlow(kernel.config, flow);
  const hook = listHooks(kernel).find((other) => sameHook(other, { flowId: id, node }));
  if (hook) return hook;
  throw personFault('hook.not-found', 'This step has no address, or it was deleted.', { fix: 'Open the flow again.' });
};

const setOpen = (kernel: Kernel, flow: string, node: string, isOpen: boolean, anyoneMay: boolean): PublicHook => {
  const hook = findHook(kernel, flow, node);
  if (isOpen && !hook.isChecked && !anyoneMay)
    throw personFault('hook.unchecked', `Nothing checks who sends to "${hook.label}", so anyone could start it.`, {
      fix: 'Set up the signature check, or say that anyone with the address may start it.',
    });
  if (isOpen) kernel.openings.open(hook, anyoneMay);
  else kernel.openings.close(hook);
  kernel.push({ name: 'publicAddress.changed', data: {} });
  return { ...hook, isOpen };
};

/** Only what the person was just shown can be trusted. */
const trustServer = ({ publicAddress, config }: Kernel, fingerprint: string): void => {
  const settings = publicAddress.settings();
  const { cause } = publicAddress.state();
  if (settings?.provider !== 'ssh' || !isRecord(cause?.data) || cause.data.fingerprint !== fingerprint)
    throw personFault('tunnel.nothing-to-trust', 'No server with this fingerprint waits to be trusted.', {
      fix: 'Try again, and compare the fingerprint that is shown then.',
    });
  createKnownServers(config).trust(settings, fingerprint);
  publicAddress.tryNow();
};

const offered = ({ publicAddress, dataDir }: Kernel): ProgramOffer | null => {
  const provider = publicAddress.settings()?.provider;
  const isNeeded = provider === 'cloudflare-quick' || provider === 'cloudflare-named';
  return isNeeded && findProgram('cloudflared', programsFolder(dataDir)) === null ? offerOfCloudflared() : null;
};

/** Flows with a webhook that can be reached from the internet. */
export const openToInternet = (kernel: Kernel): ReadonlySet<FlowId> =>
  new Set(listHooks(kernel).flatMap(({ isOpen, flowId }) => (isOpen ? flowId : [])));

export const publicAddressHandlers = (
  kernel: Kernel,
): Pick<
  Handlers,
  | 'publicAddress.status'
  | 'publicAddress.choose'
  | 'publicAddress.turnOn'
  | 'publicAddress.turnOff'
  | 'publicAddress.tryNow'
  | 'publicAddress.test'
  | 'publicAddress.told'
  | 'publicAddress.trustServer'
  | 'publicAddress.program'
  | 'publicAddress.fetchProgram'
  | 'publicAddress.hooks'
  | 'publicAddress.open'
> => {
  const { publicAddress } = kernel;
  return {
    'publicAddress.status': () => describe(kernel),
    'publicAddress.choose': async ({ settings }) => {
      await publicAddress.choose(settings);
      return describe(kernel);
    },
    'publicAddress.turnOn': () => {
      publicAddress.turnOn();
      return describe(kernel);
    },
    'publicAddress.turnOff': async () => {
      await publicAddress.turnOff();
      return describe(kernel);
    },
    'publicAddress.tryNow': () => {
      publicAddress.tryNow();
      return describe(kernel);
    },
    'publicAddress.test': async () => ({ latencyMs: await publicAddress.test() }),
    'publicAddress.told': ({ flow, node }) => {
      publicAddress.told({ flowId: findFlow(kernel.config, flow).id, node });
      return describe(kernel);
    },
    'publicAddress.trustServer': ({ fingerprint }) => {
      trustServer(kernel, fingerprint);
      return describe(kernel);
    },
    'publicAddress.program': () => offered(kernel),
    'publicAddress.fetchProgram': async ({ sha256 }) => {
      const offer = offered(kernel);
      if (offer?.sha256 !== sha256)
        throw personFault('tunnel.nothing-to-fetch', 'There is no such program to fetch.', { fix: 'Try again.' });
      await fetchProgram(offer, programsFolder(kernel.dataDir));
      publicAddress.tryNow();
      return describe(kernel);
    },
    'publicAddress.hooks': () => listHooks(kernel),
    'publicAddress.open': ({ flow, node, isOpen, anyoneMay }) => setOpen(kernel, flow, node, isOpen, anyoneMay),
  };
};
