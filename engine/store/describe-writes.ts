import { type FlowId, outboxIdOf, type RunId, rowOf } from '../model/ids.ts';
import type { Arrival, JournalEntry, WatchMark } from '../model/journal.ts';
import type { MemoryWrite } from '../model/memory.ts';
import type { NewOutboxMessage, StoredOutboxMessage } from '../model/outbox.ts';
import type { NewRun, RunChange, StepRecord } from '../model/records.ts';
import type { AlsoKept } from '../model/watch.ts';
import { arrivalInstruction, instructionOf, type Write } from './write-batch.ts';

export interface DescribeOptions {
  now: () => number;
  /** Removes secrets from a text; everything below passes through it before it becomes part of a write. */
  redact: (text: string) => string;
  nextMessage: () => number;
}

/** A message with its number and its text, as it is stored unless its key is there already. */
export interface DescribedMessage {
  row: number;
  text: string;
  stored: StoredOutboxMessage;
}

/** Turns what happened into writes. Pure, except for the clock and the numbers it hands out. */
export const createDescriber = ({ now, redact, nextMessage }: DescribeOptions) => {
  const json = (value: unknown): string | null =>
    value === undefined || value === null ? null : redact(JSON.stringify(value));

  const addRun = (write: Write, run: NewRun, change?: RunChange): void => {
    write.push(
      instructionOf.insertRun,
      rowOf(run.id),
      rowOf(run.flowId),
      run.version,
      rowOf(run.eventId),
      run.trigger,
      run.retryOf && rowOf(run.retryOf),
      rowOf(run.keyRoot),
      run.depth,
      change?.status ?? 'queued',
      change?.startedAtMs ?? null,
      change?.finishedAtMs ?? null,
      json(change?.error),
      change?.failedNode ?? null,
      change?.attention ? 1 : 0,
    );
  };

  const addStep = (write: Write, run: number, step: StepRecord): void => {
    write.push(
      instructionOf.putStep,
      run,
      step.node,
      step.item,
      step.attempt,
      step.status,
      step.port,
      // `null` is an output too, so it is not left out as `json` would.
      step.output === undefined ? null : redact(JSON.stringify(step.output)),
      json(step.did),
      json(step.error),
      step.firstStartedAtMs,
      step.startedAtMs,
      step.finishedAtMs,
    );
  };

  const addForgetting = (write: Write, run: number): void => {
    write.push(instructionOf.forgetPayload, run, instructionOf.forgetOutputs, run, instructionOf.forgetMessages, run);
  };

  const addChange = (write: Write, run: number, change: RunChange): void => {
    write.push(
      instructionOf.changeRun,
      change.status,
      change.startedAtMs,
      change.finishedAtMs,
      json(change.error),
      change.failedNode,
      change.attention ? 1 : 0,
      run,
    );
    if (change.forgetData) addForgetting(write, run);
  };

  const addArrival = (write: Write, { event, run, seen }: Arrival, opening?: JournalEntry): void => {
    const restCell = write.push(arrivalInstruction, seen?.key ?? null, now(), seen?.expiresAtMs ?? null, 0) - 1;
    const eventEnd = write.push(
      rowOf(event.id),
      event.flowId && rowOf(event.flowId),
      event.node,
      event.kind,
      event.verdict,
      event.reason && redact(event.reason),
      run && rowOf(run.id),
      null,
      event.causeRunId && rowOf(event.causeRunId),
      event.depth,
      event.payload,
      // A copy: what came may be a piece of a larger buffer, all of which would cross to the other thread.
      event.raw && new Uint8Array(event.raw),
    );
    if (run) addRun(write, run, opening?.change);
    if (opening) {
      addProgress(write, opening);
      if (opening.change?.forgetData) addForgetting(write, rowOf(opening.runId));
    }
    write[restCell] = write.length - eventEnd;
  };

  const addAlsoKept = (write: Write, flow: number, node: string, { reading, rows }: AlsoKept): void => {
    if (reading) write.push(instructionOf.putReading, flow, node, reading.atMs, reading.metric, reading.value);
    if (rows?.clear) write.push(instructionOf.clearWatchedRows, flow, node);
    for (const key of rows?.remove ?? []) write.push(instructionOf.removeWatchedRow, flow, node, key);
    for (const { key, hash, row } of rows?.put ?? [])
      write.push(instructionOf.putWatchedRow, flow, node, key, hash, redact(JSON.stringify(row)));
  };

  const addMemory = (write: Write, { flowId, node, key, value, expiresAtMs }: MemoryWrite): void => {
    const place = [rowOf(flowId), node, key];
    if (value === undefined) write.push(instructionOf.forgetMemory, ...place);
    else write.push(instructionOf.putMemory, ...place, redact(JSON.stringify(value)), expiresAtMs);
  };

  const addProgress = (write: Write, entry: JournalEntry): void => {
    const run = rowOf(entry.runId);
    for (const step of entry.steps) addStep(write, run, step);
    for (const arrival of entry.arrivals ?? []) addArrival(write, arrival);
    for (const memory of entry.memory ?? []) addMemory(write, memory);
    if (entry.timers) {
      write.push(instructionOf.clearTimers, run);
      for (const timer of entry.timers) write.push(instructionOf.putTimer, timer.kind, timer.ref, timer.fireAtMs, run);
    }
    for (const key of entry.due ?? []) write.push(instructionOf.timerIsDue, `${entry.runId}/${key}`);
  };

  return {
    arrival: (arrival: Arrival, opening?: JournalEntry): Write => {
      const write: Write = [];
      addArrival(write, arrival, opening);
      return write;
    },
    arrivals: (arrivals: readonly Arrival[], { flowId, node, state, also }: WatchMark): Write => {
      const write: Write = [];
      for (const arrival of arrivals) addArrival(write, arrival);
      write.push(instructionOf.putWatchState, rowOf(flowId), node, redact(JSON.stringify(state)), now());
      if (also) addAlsoKept(write, rowOf(flowId), node, also);
      return write;
    },
    forgotten: (flowId: FlowId): Write => {
      const flow = rowOf(flowId);
      const { forgetWatchStates, forgetWatchedRows, forgetReadings, forgetAllMemory } = instructionOf;
      return [forgetWatchStates, forgetWatchedRows, forgetReadings, forgetAllMemory].flatMap((all) => [all, flow]);
    },
    message: (runId: RunId, { flowId, node, key, message }: NewOutboxMessage): DescribedMessage => {
      const row = nextMessage();
      const text = redact(JSON.stringify(message));
      return { row, text, stored: { id: outboxIdOf(row), runId, flowId, node, key, message: JSON.parse(text) } };
    },
    /** The messages come first in what the write is told to have kept. */
    entry: (entry: JournalEntry, messages: readonly DescribedMessage[] = noMessages): Write => {
      const write: Write = [];
      const run = rowOf(entry.runId);
      for (const { row, text, stored } of messages)
        write.push(
          instructionOf.putMessage,
          row,
          stored.message.kind,
          rowOf(stored.flowId),
          run,
          stored.node,
          stored.key,
          text,
        );
      if (entry.newRun) addRun(write, entry.newRun);
      addProgress(write, entry);
      if (entry.change) addChange(write, run, entry.change);
      return write;
    },
  };
};

const noMessages: readonly DescribedMessage[] = [];
