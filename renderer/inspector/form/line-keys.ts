/** Keys of lines that have no name of their own: their places. A line keeps its controls when one after it goes. */
export const lineKeys = (count: number): string[] => Array.from({ length: count }, (_, place) => `line ${place}`);
