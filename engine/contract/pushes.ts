import type { EventId, FlowId, OutboxId, RunId } from '../model/ids.ts';
import type { OutboxKind } from '../model/outbox.ts';
import type { RunStatus, Verdict } from '../model/run.ts';

/** What the engine tells screens without being asked. Names are `noun.pastTense`. */
export interface Pushes {
  'run.changed': { id: RunId; status: RunStatus };
  'event.arrived': { id: EventId; flowId: FlowId | null; verdict: Verdict };
  'flow.changed': { id: FlowId };
  'outbox.added': { id: OutboxId; kind: OutboxKind; flowId: FlowId };
  /** A flow wants to tell the person something now. */
  'notification.raised': { id: OutboxId; title: string; text: string };
  'credential.changed': { name: string };
  /** The public address does something else now, or a webhook was opened or closed. */
  'publicAddress.changed': Record<string, never>;
  /** There is more or less to tell about the time nobody looked. */
  'away.changed': Record<string, never>;
  /** A command was chosen in the menu bar of the desktop. */
  'command.chosen': { id: string };
  /** A screen was asked for from outside the window: a notification, the tray. */
  'screen.requested': { path: string };
  /** A flow file waits to be looked at; `desktop.takeOffered` hands it over. */
  'file.offered': Record<string, never>;
  /** The desktop is set differently, or an update is ready. */
  'desktop.changed': Record<string, never>;
}
export type PushName = keyof Pushes;
export type Push = { [Name in PushName]: { name: Name; data: Pushes[Name] } }[PushName];
