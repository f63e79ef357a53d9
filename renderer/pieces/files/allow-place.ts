import { call } from '../../client/connection.ts';
import { refreshReport, saveNow, useEditor } from '../../stores/editor.ts';

const bare = (path: string): string => path.replace(/[/\\]+$/, '');

const isAt = (target: string, path: string): boolean => {
  const [place, wanted] = [bare(target), bare(path)];
  return place === wanted || place.endsWith(`/${wanted}`) || place.endsWith(`\\${wanted}`);
};

/** Choosing a file in the app is saying yes to it: the flow gets the permission for exactly that place. */
export const allowPlace = async (path: string): Promise<void> => {
  await saveNow();
  const { flowId, report } = useEditor.getState();
  const allow = report?.missingGrants.filter(({ target }) => isAt(target, path)) ?? [];
  if (flowId === null || allow.length === 0) return;
  await call('flows.allow', { flow: flowId, allow });
  await refreshReport();
};
