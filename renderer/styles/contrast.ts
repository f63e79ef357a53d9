/** The colours of one theme by name, without the leading dashes: `{ text: '#15181e' }`. */
export type Palette = Readonly<Record<string, string>>;

/** Reads the hexadecimal colours of the block that starts with `selector`. Throws when the block is missing. */
export const readPalette = (css: string, selector: string): Palette => {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`The file of colours has no block ${selector}.`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/gi)].map((one) => [one[1], one[2]]));
};

const channel = (value: number): number => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** Relative luminance of WCAG 2.2, 0 for black to 1 for white, of a colour like `#15181e`. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Contrast ratio of WCAG 2.2 between two colours like `#15181e`, 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};
