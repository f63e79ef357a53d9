import { create } from 'zustand';
import { remember } from './paths.ts';

const storageKey = 'whenthen.places';

const read = (): string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    // Something else wrote there; forgetting a few folders is no loss.
    return [];
  }
};

/** The folders a person chose something in lately, latest first, kept in this browser. */
export const useRecentPlaces = create<{ folders: readonly string[] }>(() => ({ folders: read() }));

/** Keeps a folder as the latest. */
export const rememberPlace = (folder: string): void => {
  const folders = remember(useRecentPlaces.getState().folders, folder);
  localStorage.setItem(storageKey, JSON.stringify(folders));
  useRecentPlaces.setState({ folders });
};
