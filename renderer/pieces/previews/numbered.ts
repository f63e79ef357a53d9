/** The items with a key each, for lists that never change their order. */
export const numbered = <Item>(items: readonly Item[]): { key: string; item: Item }[] =>
  items.map((item, place) => ({ key: `item ${place}`, item }));

/** What makes a box that scrolls reachable by keyboard, and gives it a name. */
export const scrollable = (label: string) => ({ role: 'region', tabIndex: 0, 'aria-label': label }) as const;
