import type { Hook, HookDoor } from '../../listeners/hooks/hook.ts';
import type { HookKey } from '../../model/public-address/state.ts';
import type { Kernel } from '../kernel.ts';

export interface PublicDoorOptions {
  /** What the hook port on this computer goes by. */
  door: HookDoor;
  kernel: Pick<Kernel, 'liveFlows' | 'draftHooks' | 'openings'>;
  /** A request for a webhook that is open came in. */
  arrived: () => void;
  healthAsked: (query: string) => void;
}

/**
 * What the internet goes by: the same as this computer, except that there are only the webhooks that were opened. It belongs to
 * a listener of its own, so that where a request comes from is known by the port it came in at and never by what it says of
 * itself.
 */
export const createPublicDoor = ({ door, kernel, arrived, healthAsked }: PublicDoorOptions): HookDoor => {
  const { liveFlows, draftHooks, openings } = kernel;
  const keyOf = (path: string): HookKey | undefined => {
    const live = liveFlows.hook(path);
    return live ? { flowId: live.flow.id, node: live.trigger.id } : draftHooks.find(path);
  };
  /** What an unfinished flow gets is kept and starts nothing, so who sends it cannot do harm yet. */
  const isChecked = (path: string, { registration }: Hook): boolean =>
    registration.credentials.length > 0 || liveFlows.hook(path) === undefined;

  return {
    ...door,
    healthAsked,
    find: (path) => {
      const key = keyOf(path);
      const hook = door.find(path);
      if (!key || !hook || !openings.admits(key, isChecked(path, hook))) return undefined;
      arrived();
      return hook;
    },
  };
};
