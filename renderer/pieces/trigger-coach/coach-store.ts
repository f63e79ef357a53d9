import { create } from 'zustand';
import type { NodeDescription } from '../../client/types.ts';

type Pick = (kind: NodeDescription) => void;

/** Whether somebody is being helped to choose, and what becomes of their choice. */
export const useTriggerCoach = create<{ pick: Pick | null }>(() => ({ pick: null }));

/** Helps to choose what starts a flow; `pick` is called with the choice. */
export const helpToChoose = (pick: Pick): void => useTriggerCoach.setState({ pick });

export const stopHelping = (): void => useTriggerCoach.setState({ pick: null });
