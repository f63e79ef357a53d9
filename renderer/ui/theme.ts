import { create } from 'zustand';

/** What a person chose; `system` follows the computer. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'whenthen.theme';

/** Reads a stored choice; anything unknown follows the system. */
export const readChoice = (stored: string | null): ThemeChoice =>
  stored === 'light' || stored === 'dark' ? stored : 'system';

/** The theme to show for a choice on a computer that does or does not prefer dark. */
export const resolveTheme = (choice: ThemeChoice, systemIsDark: boolean): 'light' | 'dark' => {
  if (choice !== 'system') return choice;
  return systemIsDark ? 'dark' : 'light';
};

const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

const show = (choice: ThemeChoice): void => {
  document.documentElement.dataset.theme = resolveTheme(choice, dark().matches);
};

interface ThemeStore {
  choice: ThemeChoice;
  choose: (choice: ThemeChoice) => void;
}

/** The chosen theme; choosing shows it at once and remembers it. */
export const useTheme = create<ThemeStore>()((set) => ({
  choice: readChoice(typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey)),
  choose: (choice) => {
    localStorage.setItem(storageKey, choice);
    set({ choice });
    show(choice);
  },
}));

/** Shows the chosen theme and follows the computer when that was chosen. Call it once, before the first render. */
export const startTheme = (): void => {
  show(useTheme.getState().choice);
  dark().addEventListener('change', () => show(useTheme.getState().choice));
};
