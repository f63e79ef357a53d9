import { create } from 'zustand';
import type { MessageTone } from './Banner.tsx';

/** A short message in the corner of the window; never the only place for what it offers. */
export interface ToastMessage {
  tone: MessageTone;
  title: string;
  text?: string | undefined;
  action?: { label: string; onPress: () => void } | undefined;
  /** A second, quieter thing to do. */
  other?: { label: string; onPress: () => void } | undefined;
}

/** A message with its number; `at` is when it came, in milliseconds since 1970. */
export interface Toast extends ToastMessage {
  id: number;
  at: number;
}

/** How many are on screen at a time; the others wait their turn. */
export const maxVisible = 3;
/** Milliseconds a message stays; reading more words takes longer. Never under six seconds. */
export const shownFor = ({ title, text = '' }: ToastMessage): number =>
  Math.max(6_000, `${title} ${text}`.trim().split(/\s+/).length * 400);

const kept = 50;

interface ToastStore {
  /** Oldest first; the first three are on screen. */
  waiting: readonly Toast[];
  /** The latest fifty, newest first, for a list of notifications. */
  history: readonly Toast[];
  dismiss: (id: number) => void;
}

/** The messages on screen, those that wait, and those that were. */
export const useToasts = create<ToastStore>()((set) => ({
  waiting: [],
  history: [],
  dismiss: (id) => set(({ waiting }) => ({ waiting: waiting.filter((one) => one.id !== id) })),
}));

let last = 0;

/** Shows a message for at least six seconds. The same message twice in a row is shown once. Returns its number. */
export const toast = (message: ToastMessage): number => {
  const { waiting, history } = useToasts.getState();
  const twin = waiting.find((one) => one.title === message.title && one.text === message.text);
  if (twin) return twin.id;
  last += 1;
  const next = { ...message, id: last, at: Date.now() };
  useToasts.setState({ waiting: [...waiting, next], history: [next, ...history].slice(0, kept) });
  return next.id;
};
