import type { Handlers } from '../contract/methods.ts';
import { appHandlers } from './app.ts';
import { awayHandlers } from './away.ts';
import { aiHandlers } from './check-ai.ts';
import { crashHandlers } from './crash.ts';
import { credentialHandlers } from './credentials.ts';
import { demoHandlers } from './demo.ts';
import { desktopHandlers } from './desktop.ts';
import { draftHandlers } from './drafts.ts';
import { eventHandlers } from './events.ts';
import { testHandlers } from './flow-tests.ts';
import { flowHandlers } from './flows.ts';
import { hookHandlers } from './hook-handlers.ts';
import type { Kernel } from './kernel.ts';
import { lookHandlers } from './look.ts';
import { monitorHandlers } from './monitors.ts';
import { outboxHandlers } from './outbox.ts';
import { publicAddressHandlers } from './public-address/handlers.ts';
import { retryHandlers } from './retry.ts';
import { runHandlers } from './runs.ts';
import { sampleHandlers } from './samples-handlers.ts';
import { scheduleHandlers } from './schedules.ts';
import { starterHandlers } from './starters.ts';
import { tableWatchHandlers } from './table-watch.ts';

/** The engine's whole side of the contract. */
export const createHandlers = (kernel: Kernel): Handlers => ({
  ...appHandlers(kernel),
  ...flowHandlers(kernel),
  ...draftHandlers(kernel),
  ...lookHandlers(kernel),
  ...runHandlers(kernel),
  ...retryHandlers(kernel),
  ...testHandlers(kernel),
  ...eventHandlers(kernel),
  ...scheduleHandlers(kernel),
  ...awayHandlers(kernel),
  ...crashHandlers(kernel),
  ...credentialHandlers(kernel),
  ...aiHandlers(kernel),
  ...outboxHandlers(kernel),
  ...starterHandlers(kernel),
  ...demoHandlers(kernel),
  ...sampleHandlers(kernel),
  ...hookHandlers(kernel),
  ...publicAddressHandlers(kernel),
  ...monitorHandlers(kernel),
  ...tableWatchHandlers(kernel),
  ...desktopHandlers(kernel.desktop),
});
