/** Control characters, line separators, and the marks that turn the direction of writing around. */
const unprintable = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/u;
const everyUnprintable = new RegExp(unprintable.source, 'gu');

/** Whether a text is one line that looks like what it is. */
export const isPlainLine = (text: string): boolean => !unprintable.test(text);

/** A text from anywhere as one plain line: what would break or disguise it becomes a space. */
export const plainLine = (text: string): string =>
  text.toWellFormed().replace(everyUnprintable, ' ').replace(/ {2,}/g, ' ').trim();
