import { call } from '../client/connection.ts';
import { refreshReport, useEditor } from './editor.ts';

/**
 * Choosing a file in the app is saying yes to it: the flow gets the permission for exactly that place, as soon as its steps are
 * set up far enough to ask for it.
 */

/** What was chosen in this window, by flow. */
const chosen = new Map<string, Set<string>>();

/** Whether a permission is for the place a person chose: the whole path, or one below the app's own folder. */
export const isPlace = (target: string, place: string): boolean =>
  target === place || target.endsWith(`/${place}`) || target.endsWith(`\\${place}`);

/** Remembers that a person chose a file or folder for the flow that is open. */
export const choosePlace = (place: string): void => {
  const { flowId } = useEditor.getState();
  if (flowId === null) return;
  chosen.set(flowId, new Set([...(chosen.get(flowId) ?? []), place]));
};

const allowChosen = async (): Promise<void> => {
  const { flowId, report } = useEditor.getState();
  if (flowId === null || report === null) return;
  const places = [...(chosen.get(flowId) ?? [])];
  const allow = report.missingGrants.filter(({ target }) => places.some((place) => isPlace(target, place)));
  if (allow.length === 0) return;
  await call('flows.allow', { flow: flowId, allow });
  await refreshReport();
};

// A permission that could not be given is asked for when the flow is turned on, and there it says why.
useEditor.subscribe(({ report }, before) => {
  if (report !== before.report) void allowChosen().catch(() => {});
});
