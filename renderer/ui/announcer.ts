import { create } from 'zustand';

/** Milliseconds between two announcements; what comes sooner is said together. */
const pauseMs = 1_000;
let waiting: string[] = [];
let isQuiet = true;

/** The words of the live region; `turn` changes with each, so that the same words are read twice. */
export const useAnnouncement = create<{ text: string; turn: number }>()(() => ({ text: '', turn: 0 }));

const speak = (): void => {
  if (waiting.length === 0) {
    isQuiet = true;
    return;
  }
  const text = [...new Set(waiting)].join('. ');
  waiting = [];
  isQuiet = false;
  useAnnouncement.setState(({ turn }) => ({ text, turn: turn + 1 }));
  setTimeout(speak, pauseMs);
};

/** Has screen readers say something when they are free: at most one announcement per second, the rest joined. */
export const announce = (text: string): void => {
  waiting.push(text);
  if (isQuiet) speak();
};
