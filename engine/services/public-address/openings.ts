import { z } from 'zod';
import { type HookKey, sameHook } from '../../model/public-address/state.ts';
import type { ConfigStore } from '../../store/config.ts';

/** Which webhooks may be reached from the internet; each is opened by itself. */
export interface Openings {
  all(): readonly HookKey[];
  /** `anyoneMay`: the person said yes to anyone starting it, because nothing checks who sends. */
  open(hook: HookKey, anyoneMay: boolean): void;
  close(hook: HookKey): void;
  /** Whether a delivery from the internet may come in. A check that was removed later closes it until the person says yes. */
  admits(hook: HookKey, isChecked: boolean): boolean;
}

const openingSchema = z.object({ flowId: z.string(), node: z.string(), anyoneMay: z.boolean() });
const key = 'public-address.openings';

export const createOpenings = (settings: Pick<ConfigStore, 'setting' | 'putSetting'>): Openings => {
  let openings = z.array(openingSchema).parse(JSON.parse(settings.setting(key) ?? '[]'));
  const without = (hook: HookKey) => openings.filter((opening) => !sameHook(opening, hook));
  const keep = (next: typeof openings): void => {
    openings = next;
    settings.putSetting(key, JSON.stringify(next));
  };
  return {
    all: () => openings,
    open: ({ flowId, node }, anyoneMay) => keep([...without({ flowId, node }), { flowId, node, anyoneMay }]),
    close: (hook) => keep(without(hook)),
    admits: (hook, isChecked) => {
      const opening = openings.find((other) => sameHook(other, hook));
      return opening !== undefined && (isChecked || opening.anyoneMay);
    },
  };
};
