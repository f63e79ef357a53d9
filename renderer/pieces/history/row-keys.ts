/** The row a key leads to in a list of `count` rows; undefined for other keys, and where there is no row. */
export const rowAfterKey = (key: string, at: number, count: number, pageRows: number): number | undefined => {
  if (count === 0) return undefined;
  const within = (row: number): number => Math.min(Math.max(row, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(at + 1);
    case 'ArrowUp':
    case 'k':
      return within(at < 0 ? 0 : at - 1);
    case 'PageDown':
      return within(at + pageRows);
    case 'PageUp':
      return within(at - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
};
