import { useState } from 'react';
import { startTurningOn, stopTurningOn, turnOff, useTurnOnStore } from './turn-on-store.ts';

/** The switch of one flow. */
export interface TurnOn {
  /** The checks are running, or the switch is being thrown. */
  isBusy: boolean;
  /** Off is immediate; on goes through the checks, whose sheet is `TurnOnSheet`. */
  change: (isOn: boolean) => void;
}

/**
 * Turning a flow on and off, by its name or id. Mount one `TurnOnSheet` beside it. `before` is done first, such as saving what is
 * not saved yet; when it fails nothing is switched.
 */
export const useTurnOn = (flow: string, before?: () => Promise<void>): TurnOn => {
  const isTurningOn = useTurnOnStore((state) => state.flow === flow);
  const [isSwitching, setSwitching] = useState(false);
  const change = async (isOn: boolean): Promise<void> => {
    if (isSwitching) return;
    setSwitching(true);
    try {
      await before?.();
      if (isOn) await startTurningOn(flow);
      else {
        if (useTurnOnStore.getState().flow === flow) stopTurningOn();
        await turnOff(flow);
      }
    } finally {
      setSwitching(false);
    }
  };
  return { isBusy: isTurningOn || isSwitching, change: (isOn) => void change(isOn) };
};
