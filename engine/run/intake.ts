import type { FaultData } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { Arrival, Journal } from '../model/journal.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { Clock } from '../model/outside.ts';
import type { EventKind, NewEvent, NewRun } from '../model/records.ts';
import type { Verdict } from '../model/run.ts';
import type { LiveFlows, LiveTrigger } from './live-flows.ts';

/** Beyond this many runs in a chain a flow is taken to be starting itself. */
export const maxDepth = 8;

/** Where an arrival comes from: something outside, or a run of ours. */
export interface Cause {
  runId: RunId | null;
  depth: number;
}
export const fromOutside: Cause = { runId: null, depth: 0 };

/** A run that failed for good. */
export interface RunFailure {
  run: Pick<NewRun, 'id' | 'flowId' | 'depth'>;
  /** The name of its flow as it ran; by default the present one. */
  flow?: string;
  error: FaultData | null;
  /** What the person calls the step that failed. */
  failedStep: string | null;
  startedAtMs: number;
}

export type Judgement = { start: true } | { start: false; verdict: Verdict; reason: string };

export interface Intake {
  /**
   * An event for one trigger and the run it starts, ready to be stored together. Looks at what every kind of trigger has in
   * common (flow off, loop, overlap); `judge` adds what is particular to one kind.
   */
  arrival: (
    live: LiveTrigger,
    kind: EventKind,
    payload: JsonRecord,
    cause: Cause,
    rest?: { judgement?: Judgement; seen?: Arrival['seen']; raw?: Uint8Array; bodyJson?: string | null },
  ) => Arrival;
  /** An event that belongs to no trigger. */
  stray: (
    kind: EventKind,
    node: string,
    verdict: Verdict,
    reason: string,
    payload: JsonRecord,
    raw?: Uint8Array,
  ) => Arrival;
  /** The events an announcement leads to: one for each flow that listens, or one that says nobody does. */
  announce: (name: string, data: JsonValue, cause: Cause) => Arrival[];
  /** The events a failed run leads to: one for each flow that waits for it. */
  failed: (failure: RunFailure) => Arrival[];
}

export interface IntakeOptions {
  journal: Journal;
  clock: Clock;
  liveFlows: LiveFlows;
  redact: (text: string) => string;
  /** Whether a flow has a run going on or waiting in line. */
  isBusy: (live: LiveTrigger) => boolean;
  /** Called when a flow keeps starting itself; it is switched off until a person looks. */
  tooDeep: (live: LiveTrigger) => void;
}

/** The payload as JSON text. A body that came as JSON is put in as it came instead of being written again. */
const writePayload = (payload: JsonRecord, bodyJson: string | null): string => {
  if (bodyJson === null) return JSON.stringify(payload);
  const { body: _body, ...frame } = payload;
  return `${JSON.stringify(frame).slice(0, -1)},"body":${bodyJson}}`;
};

export const createIntake = ({ journal, clock, liveFlows, redact, isBusy, tooDeep }: IntakeOptions): Intake => {
  const judge = (live: LiveTrigger, cause: Cause): Judgement => {
    if (!live.flow.on) return { start: false, verdict: 'flow-off', reason: 'The flow is switched off.' };
    if (cause.depth > maxDepth) {
      // Anyone may claim a depth from outside; that must not let a stranger switch a flow off.
      const ours = cause.runId !== null;
      if (ours) tooDeep(live);
      const reason = `This flow keeps starting itself (${cause.depth} times in a row)`;
      return { start: false, verdict: 'too-deep', reason: ours ? `${reason}, so it was switched off.` : `${reason}.` };
    }
    if (live.flow.plan.settings.overlap === 'skip' && isBusy(live))
      return { start: false, verdict: 'busy', reason: 'A run of this flow was still going on.' };
    return { start: true };
  };

  const arrival: Intake['arrival'] = (live, kind, payload, cause, rest = {}) => {
    const own = judge(live, cause);
    const judgement = own.start ? (rest.judgement ?? own) : own;
    const { flow, trigger } = live;
    const id = journal.nextEventId();
    const whole = kind === 'webhook' ? { id, ...payload } : payload;
    const text = writePayload(whole, rest.bodyJson ?? null);
    const stored = redact(text);
    const seenBy = stored === text ? whole : (JSON.parse(stored) as JsonValue);
    const event: NewEvent = {
      id,
      flowId: flow.id,
      node: trigger.id,
      kind,
      verdict: judgement.start ? 'started' : judgement.verdict,
      reason: judgement.start ? null : judgement.reason,
      causeRunId: cause.runId,
      depth: cause.depth,
      payload: stored,
      raw: rest.raw ?? null,
    };
    if (!judgement.start) return { event, payload: seenBy, run: null, seen: null };
    const runId = journal.nextRunId();
    const run: NewRun = {
      id: runId,
      flowId: flow.id,
      version: flow.version,
      eventId: id,
      trigger: trigger.id,
      retryOf: null,
      keyRoot: runId,
      depth: cause.depth,
    };
    return { event, payload: seenBy, run, seen: rest.seen ?? null };
  };

  const stray: Intake['stray'] = (kind, node, verdict, reason, payload, raw) => ({
    event: {
      id: journal.nextEventId(),
      flowId: null,
      node,
      kind,
      verdict,
      reason,
      causeRunId: null,
      depth: 0,
      payload: redact(JSON.stringify(payload)),
      raw: raw ?? null,
    },
    payload,
    run: null,
    seen: null,
  });

  return {
    arrival,
    stray,
    failed: ({ run, flow: name, error, failedStep, startedAtMs }) => {
      const flow = name ?? liveFlows.get(run.flowId)?.plan.flow.name ?? '';
      const waiting = liveFlows.waitingForFailure(run.flowId, flow);
      if (waiting.length === 0) return [];
      const startedAt = new Date(startedAtMs).toISOString();
      const payload = { flow, run: run.id, error: JSON.parse(JSON.stringify(error)), failedStep, startedAt };
      return waiting.map((live) => arrival(live, 'flow-failed', payload, { runId: run.id, depth: run.depth + 1 }));
    },
    announce: (name, data, cause) => {
      const payload = { name, data, emittedAt: new Date(clock.now()).toISOString() };
      const listening = liveFlows.listeningFor(name);
      if (listening.length > 0) return listening.map((live) => arrival(live, 'app-event', payload, cause));
      return [stray('app-event', name, 'nobody-listens', `No flow that is on listens for "${name}".`, payload)];
    },
  };
};
