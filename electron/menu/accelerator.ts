/** How keys that the screens name are called in a menu. */
const names: { [key: string]: string } = {
  $mod: 'CommandOrControl',
  Esc: 'Escape',
  '→': 'Right',
  '←': 'Left',
  '↑': 'Up',
  '↓': 'Down',
  '+': 'Plus',
};

/**
 * The keys of a command, as `$mod+Shift+L`, for a menu. The page itself answers them; the menu only shows them. A key without
 * Ctrl, Alt or Cmd is left out on a Mac, where showing it would take it away from whoever is typing.
 */
export const acceleratorOf = (keys: string | undefined, platform: NodeJS.Platform): string | undefined => {
  if (keys === undefined) return undefined;
  const parts = keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
  const isPlain = !parts.some((part) => part === '$mod' || part === 'Alt' || part === 'Control');
  if (isPlain && (platform === 'darwin' || keys === '?')) return undefined;
  return parts.map((part) => names[part] ?? part).join('+');
};
