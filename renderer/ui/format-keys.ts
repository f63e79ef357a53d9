const macNames: Readonly<Record<string, string>> = { $mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' };
const otherNames: Readonly<Record<string, string>> = { $mod: 'Ctrl' };

/** Whether the keyboard of this computer has a command key. */
export const isMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** How a key like `$mod+Shift+K` is written for people: `Ctrl Shift K`, or `⌘⇧K` on a Mac. */
export const formatKeys = (keys: string, onMac: boolean = isMac()): string => {
  const names = onMac ? macNames : otherNames;
  const parts = keys === '+' ? [keys] : keys.split('+').map((part) => names[part] ?? part);
  return parts.join(onMac ? '' : ' ');
};
