import { create } from 'zustand';
import { call } from '../../client/connection.ts';
import { toFault } from '../../client/templates.ts';
import type { FaultData, Flow, FlowReport, Grant } from '../../client/types.ts';
import { toast } from '../../ui/toasts.ts';
import { describeChecks, type Findings, judgeChecks, sayOn } from './checks.ts';

/** The flow somebody is turning on, and what the checks found so far. */
interface TurnOnState extends Findings {
  /** As given by whoever asked: a name or an id. Null when nothing is being turned on. */
  flow: string | null;
  document: Flow | undefined;
  /** Kept shut while everything goes well and fast: a window that flashes up tells nobody anything. */
  isSheetOpen: boolean;
  /** Permissions are being stored, or the flow is being switched. */
  isWorking: boolean;
  fault: FaultData | null;
}

const idle: TurnOnState = {
  flow: null,
  document: undefined,
  report: undefined,
  tests: undefined,
  isSheetOpen: false,
  isWorking: false,
  fault: null,
};

export const useTurnOnStore = create<TurnOnState>(() => idle);

/** Checks that take longer than this are watched in the sheet. */
const quietMs = 400;

const isStill = (flow: string): boolean => useTurnOnStore.getState().flow === flow;
const update = (flow: string, change: Partial<TurnOnState>): void => {
  if (isStill(flow)) useTurnOnStore.setState(change);
};

const readTests = async (flow: string): Promise<Findings['tests']> => {
  try {
    return await call('flows.test', { subject: { flow } });
  } catch (thrown) {
    const fault = toFault(thrown);
    if (fault.code === 'tests.none') return null;
    throw fault;
  }
};

const triggersOf = async (document: Flow | undefined): Promise<string[]> => {
  const types = new Set((await call('nodes.list', {})).flatMap(({ type, kind }) => (kind === 'trigger' ? [type] : [])));
  return (document?.nodes ?? []).map(({ type }) => type).filter((type) => types.has(type));
};

/** Turns it on whatever the tests said; what is missing the engine still refuses. */
export const turnOnNow = async (flow: string): Promise<void> => {
  update(flow, { isWorking: true, fault: null });
  try {
    const { document } = useTurnOnStore.getState();
    const report = await call('flows.turnOn', { flow, practiceIsFine: true });
    toast({ tone: 'ok', title: 'On', text: sayOn(report, await triggersOf(document)) });
    if (isStill(flow)) useTurnOnStore.setState(idle);
  } catch (thrown) {
    update(flow, { isWorking: false, isSheetOpen: true, fault: toFault(thrown) });
  }
};

const runChecks = async (flow: string): Promise<void> => {
  update(flow, { report: undefined, tests: undefined, fault: null });
  try {
    const report = call('flows.show', { flow }).then(({ document, ...found }) => {
      update(flow, { report: found, document });
    });
    const tests = readTests(flow).then((found) => update(flow, { tests: found }));
    await Promise.all([report, tests]);
  } catch (thrown) {
    update(flow, { isSheetOpen: true, fault: toFault(thrown) });
    return;
  }
  if (!isStill(flow)) return;
  if (judgeChecks(describeChecks(useTurnOnStore.getState())) === 'ready') await turnOnNow(flow);
  else update(flow, { isSheetOpen: true });
};

/** Runs every check of a flow and turns it on when all are good; otherwise the sheet says what is missing. */
export const startTurningOn = async (flow: string): Promise<void> => {
  useTurnOnStore.setState({ ...idle, flow });
  const timer = setTimeout(() => update(flow, { isSheetOpen: true }), quietMs);
  await runChecks(flow);
  clearTimeout(timer);
};

/** Stores permissions the person gave, and goes on with what is left. */
export const allow = async (flow: string, grants: Grant[]): Promise<void> => {
  update(flow, { isWorking: true, fault: null });
  try {
    const report: FlowReport = await call('flows.allow', { flow, allow: grants });
    update(flow, { report, isWorking: false });
  } catch (thrown) {
    update(flow, { isWorking: false, fault: toFault(thrown) });
    return;
  }
  if (isStill(flow) && judgeChecks(describeChecks(useTurnOnStore.getState())) === 'ready') await turnOnNow(flow);
};

/** Leaves the flow as it is. */
export const stopTurningOn = (): void => useTurnOnStore.setState(idle);

/** Turns a flow off at once. The message offers to take it back, to the very version that ran. */
export const turnOff = async (flow: string): Promise<void> => {
  try {
    const { name, addresses } = await call('flows.turnOff', { flow });
    const undo = async (): Promise<void> => {
      try {
        await call('flows.turnOn', { flow, version: 'live' });
      } catch (thrown) {
        const { message, fix } = toFault(thrown);
        toast({ tone: 'err', title: message, text: fix });
      }
    };
    toast({
      tone: 'neutral',
      title: `${name} is off`,
      text: addresses.length > 0 ? 'What is sent to it is still kept in the Inbox.' : 'It starts no more runs.',
      action: { label: 'Undo', onPress: () => void undo() },
    });
  } catch (thrown) {
    const { message, fix } = toFault(thrown);
    toast({ tone: 'err', title: message, text: fix });
  }
};
