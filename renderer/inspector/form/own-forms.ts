import type { ComponentType } from 'react';
import { MonitorBuilder } from '../../pieces/monitor/MonitorBuilder.tsx';
import { ScheduleBuilder } from '../../pieces/schedule/ScheduleBuilder.tsx';
import { TableWatchBuilder } from '../../pieces/table-watch/TableWatchBuilder.tsx';
import { WebhookSetup } from '../../pieces/webhook/WebhookSetup.tsx';

/** Kinds of steps whose set-up is more than a form: by type, what is shown instead of the generated fields. */
export const ownForms: ReadonlyMap<string, ComponentType<{ node: string }>> = new Map([
  ['sqlite-change', TableWatchBuilder],
  ['threshold', MonitorBuilder],
  ['schedule', ScheduleBuilder],
  ['webhook', WebhookSetup],
]);
