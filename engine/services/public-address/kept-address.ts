import type { Clock } from '../../model/outside.ts';
import { type PublicAddressSettings, publicAddressSettingsSchema } from '../../model/public-address/settings.ts';
import { type AddressState, keptState, offState } from '../../model/public-address/state.ts';
import type { ConfigStore } from '../../store/config.ts';

/** What is known about the public address over a restart. */
export interface KeptAddress {
  settings: PublicAddressSettings | null;
  /** Whether the person left it on; it is then on again after a restart, because services go on sending to it. */
  isOn: boolean;
  state: AddressState;
  /** Counts a delivery of today. */
  count(): void;
  deliveriesToday(): number;
  save(): void;
}

interface Kept {
  settings: unknown;
  isOn: boolean;
  state: Partial<AddressState>;
  deliveries: { day: string; count: number };
}

const key = 'public-address';

/** The day by the calendar of this computer. */
const dayOf = (nowMs: number): string => new Date(nowMs).toDateString();

export const createKeptAddress = (
  store: Pick<ConfigStore, 'setting' | 'putSetting'>,
  { now }: Pick<Clock, 'now'>,
): KeptAddress => {
  const text = store.setting(key);
  const read = text === null ? null : (JSON.parse(text) as Kept);
  const settings = publicAddressSettingsSchema.safeParse(read?.settings);
  let deliveries = read?.deliveries ?? { day: '', count: 0 };
  const today = () => (deliveries.day === dayOf(now()) ? deliveries : { day: dayOf(now()), count: 0 });
  const kept: KeptAddress = {
    settings: settings.success ? settings.data : null,
    isOn: read?.isOn ?? false,
    state: { ...offState, ...read?.state },
    count: () => {
      deliveries = { ...today(), count: today().count + 1 };
    },
    deliveriesToday: () => today().count,
    save: () => {
      const saved: Kept = {
        settings: kept.settings,
        isOn: kept.isOn,
        state: keptState(kept.state),
        deliveries,
      };
      store.putSetting(key, JSON.stringify(saved));
    },
  };
  return kept;
};
