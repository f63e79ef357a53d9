/** A number as programs write it, in any locale the same: `12`, `-3.5`, `1e3`. */
const plainNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** The number a value is, or null: a text is read strictly, and NaN, infinities and everything else are no number. */
export const readNumber = (value: unknown): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !plainNumber.test(value.trim())) return null;
  const read = Number(value.trim());
  return Number.isFinite(read) ? read : null;
};
