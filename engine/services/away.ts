import type { AwayGap, AwayReport, CaughtUp, MissedTime } from '../contract/away.ts';
import type { Handlers } from '../contract/methods.ts';
import { type EventId, type FlowId, type RunId, rowAtTime, rowOf, timeOfRow } from '../model/ids.ts';
import type { Arrival } from '../model/journal.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { joinAbsences } from '../model/presence.ts';
import type { StoredEvent } from '../model/records.ts';
import { toleratedMs } from '../model/schedule/due.ts';
import { fromOutside } from '../run/intake.ts';
import type { LiveFlow, LiveTrigger } from '../run/live-flows.ts';
import { tellArrived } from './events.ts';
import type { Kernel } from './kernel.ts';
import { openToInternet } from './public-address/handlers.ts';

/** Missed times told one by one. */
const maxTold = 500;
/** Run by hand, a time is remembered as long as one that fired by itself. */
const seenForMs = 90 * 86_400_000;
/** The newest event the person has put away. */
const dismissedKey = 'away.dismissed';

const iso = (ms: number): string => new Date(ms).toISOString();
const payloadOf = ({ payload }: StoredEvent): JsonRecord => {
  const read = payload === null ? null : (JSON.parse(payload) as JsonValue);
  return isRecord(read) ? read : {};
};
const numberIn = (payload: JsonValue, name: string): number => {
  const value = isRecord(payload) ? payload[name] : undefined;
  return typeof value === 'number' ? value : 0;
};
const receivedMs = ({ id }: Pick<StoredEvent, 'id'>): number => timeOfRow(rowOf(id));
const dueAt = (event: StoredEvent): string => {
  const { scheduledAt } = payloadOf(event);
  return typeof scheduledAt === 'string' ? scheduledAt : iso(receivedMs(event));
};

/** Whether an arrival belongs into the report. */
export const isTold = ({ event, payload }: Arrival): boolean =>
  event.verdict === 'missed' ||
  event.verdict === 'gap' ||
  (event.kind === 'schedule' && numberIn(payload, 'lateMs') > toleratedMs);

/** The trigger an event was for, as long as its flow is on and still has it. */
const triggerOf = ({ liveFlows }: Kernel, { flowId, node }: StoredEvent): LiveTrigger | undefined => {
  const flow = flowId === null ? undefined : liveFlows.get(flowId);
  return flow?.on ? flow.triggers.find(({ trigger }) => trigger.id === node) : undefined;
};

/** Whether a missed time waits for the person: its schedule asks, and the time was still within its limit. */
const isAsked = (event: StoredEvent, trigger: LiveTrigger | undefined): boolean => {
  const registration = trigger?.registration;
  if (registration?.kind !== 'watch' || registration.source.kind !== 'schedule') return false;
  const { missed, missedWithinMinutes } = registration.source;
  return missed === 'ask' && numberIn(payloadOf(event), 'lateMs') <= missedWithinMinutes * 60_000;
};

/** What a flow that is called from outside cannot have heard. */
const lostCalls = (flow: LiveFlow): AwayGap[] =>
  flow.triggers.some(({ registration }) => registration.kind === 'webhook')
    ? [
        {
          flow: flow.plan.flow.name,
          flowId: flow.id,
          event: null,
          message:
            'What was sent to its address meanwhile did not arrive. Most services send again later; look there for what is missing.',
        },
      ]
    : [];

const flowsThatAreOn = ({ liveFlows }: Kernel): LiveFlow[] => liveFlows.all().filter(({ on }) => on);

const inMinutes = (ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
};

/** What a flow cannot have heard from the internet while WhenThen ran and its connection was broken. */
const unreachable = (kernel: Kernel): AwayGap[] => {
  const { outages } = kernel.publicAddress.state();
  if (outages.length === 0) return [];
  const lostMs = outages.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const open = openToInternet(kernel);
  return flowsThatAreOn(kernel)
    .filter(({ id }) => open.has(id))
    .map(({ id, plan }) => ({
      flow: plan.flow.name,
      flowId: id,
      event: null,
      message: `The public address did not work for ${inMinutes(lostMs)}. Most services send again later; look there for what is missing.`,
    }));
};

const lateRuns = (kernel: Kernel, afterRow: number): CaughtUp[] =>
  flowsThatAreOn(kernel)
    .filter(({ triggers }) => triggers.some(({ trigger }) => trigger.definition.type === 'schedule'))
    .flatMap(({ id, plan }) =>
      kernel.history.missed.late(id, afterRow, toleratedMs, maxTold).flatMap((event) =>
        event.runId === null
          ? []
          : {
              event: event.id,
              run: event.runId,
              flow: plan.flow.name,
              flowId: id,
              dueAt: dueAt(event),
              startedAt: iso(receivedMs(event)),
              missedCount: numberIn(payloadOf(event), 'missedCount'),
            },
      ),
    );

const nameOf = (kernel: Kernel, id: FlowId): string | undefined => kernel.config.flow(id)?.name;

/** Derived from what is stored, so that it is the same after a restart. */
const makeReport = (kernel: Kernel, since?: string): AwayReport => {
  const afterRow =
    since === undefined ? Number(kernel.config.setting(dismissedKey) ?? 0) : rowAtTime(Date.parse(since)) - 1;
  const absence = joinAbsences(
    kernel.presence.absences().filter(({ toMs }) => since === undefined || toMs >= Date.parse(since)),
  );
  const missed: MissedTime[] = [];
  const waiting: MissedTime[] = [];
  const gaps: AwayGap[] = [
    ...(absence ? flowsThatAreOn(kernel).flatMap(lostCalls) : []),
    ...(since === undefined ? unreachable(kernel) : []),
  ];
  for (const event of kernel.history.missed.open(maxTold)) {
    const flow = event.flowId && nameOf(kernel, event.flowId);
    if (!flow || event.flowId === null) continue;
    const isNew = rowOf(event.id) > afterRow;
    const { id, flowId, reason } = event;
    if (event.verdict === 'gap') {
      if (isNew) gaps.push({ flow, flowId, event: id, message: reason ?? 'Nobody can say what happened in between.' });
      continue;
    }
    const trigger = triggerOf(kernel, event);
    const time = { event: id, flow, flowId, dueAt: dueAt(event), reason: reason ?? '', canRun: trigger !== undefined };
    if (isAsked(event, trigger)) waiting.push(time);
    else if (isNew) missed.push(time);
  }
  return {
    from: absence && iso(absence.fromMs),
    to: absence && iso(absence.toMs),
    reason: absence?.reason ?? null,
    missed,
    waiting,
    caughtUp: lateRuns(kernel, afterRow),
    gaps,
  };
};

const dismiss = (kernel: Kernel): AwayReport => {
  const { missed, caughtUp, gaps } = makeReport(kernel);
  const rows = [...missed, ...caughtUp, ...gaps].flatMap(({ event }) => (event === null ? [] : rowOf(event)));
  const before = Number(kernel.config.setting(dismissedKey) ?? 0);
  kernel.config.putSetting(dismissedKey, String(Math.max(before, ...rows)));
  kernel.presence.forget(kernel.clock.now());
  kernel.publicAddress.forgetOutages();
  kernel.push({ name: 'away.changed', data: {} });
  return makeReport(kernel);
};

/** A missed time as an event that starts a run. Its key is that of the time, so it cannot run twice. */
const arrivalOf = (kernel: Kernel, event: StoredEvent, live: LiveTrigger): Arrival => {
  const nowMs = kernel.clock.now();
  const due = dueAt(event);
  const payload = { ...payloadOf(event), firedAt: iso(nowMs), lateMs: nowMs - Date.parse(due), missedCount: 0 };
  const arrival = kernel.intake.arrival(live, event.kind, payload, fromOutside, {
    seen: { key: due, expiresAtMs: nowMs + seenForMs },
  });
  const reason = arrival.event.reason ?? 'It was missed, and you ran it later.';
  return { ...arrival, event: { ...arrival.event, reason } };
};

const keep = (kernel: Kernel, arrival: Arrival): Promise<boolean> =>
  new Promise((resolve, reject) =>
    kernel.journal.accept(arrival, ({ repeatOf }) => resolve(arrival.run !== null && repeatOf === null), reject),
  );

/** Each begins when the one before is over, so that a week of missed times does not come down at once. */
const startInTurn = (kernel: Kernel, arrivals: readonly Arrival[]): void => {
  const [first, ...rest] = arrivals;
  if (!first?.run) return;
  kernel.runner.start(first.run, first.payload, { left: () => startInTurn(kernel, rest) });
};

const runNow = async (kernel: Kernel, ids: readonly EventId[]): Promise<{ runs: RunId[] }> => {
  const kept: Arrival[] = [];
  for (const id of ids) {
    const event = kernel.history.event(id);
    const live = event && triggerOf(kernel, event);
    if (!event || !live || event.verdict !== 'missed' || !kernel.history.missed.isOpen(id)) continue;
    const arrival = arrivalOf(kernel, event, live);
    const isNew = await keep(kernel, arrival);
    kernel.history.missed.settle(id, 'run');
    tellArrived(kernel, [arrival]);
    if (isNew) kept.push(arrival);
  }
  kernel.push({ name: 'away.changed', data: {} });
  startInTurn(kernel, kept);
  return { runs: kept.flatMap(({ run }) => run?.id ?? []) };
};

export const awayHandlers = (
  kernel: Kernel,
): Pick<Handlers, 'away.report' | 'away.dismiss' | 'away.runNow' | 'away.skip'> => ({
  'away.report': ({ since }) => makeReport(kernel, since),
  'away.dismiss': () => dismiss(kernel),
  'away.runNow': ({ events }) => runNow(kernel, events),
  'away.skip': ({ events }) => {
    const skipped = events.filter((id) => kernel.history.missed.settle(id, 'skip')).length;
    kernel.push({ name: 'away.changed', data: {} });
    return { skipped };
  },
});
