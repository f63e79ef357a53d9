import { asNumber, asText, isNot, type OwnFilter } from './filter-inputs.ts';

/** How numbers are written where; the names are those of Intl. */
const languages = new Set(['en', 'de', 'de-CH', 'fr', 'es', 'pt', 'pt-BR']);

const languageOf = (language: unknown): string => {
  const name = language === undefined ? 'en' : asText(language);
  if (!languages.has(name)) throw isNot(language, `one of ${[...languages].join(', ')}`);
  return name;
};

const digitsOf = (digits: unknown): number => {
  const number = asNumber(digits);
  if (!Number.isInteger(number) || number < 0 || number > 20) throw isNot(digits, 'a number of digits from 0 to 20');
  return number;
};

export const numberFilters: Readonly<Record<string, OwnFilter>> = {
  format_number: (value, digits, language) => {
    const count = digitsOf(digits ?? 2);
    const written = { minimumFractionDigits: count, maximumFractionDigits: count };
    return new Intl.NumberFormat(languageOf(language), written).format(asNumber(value));
  },
  format_money: (value, currency, language) => {
    const code = asText(currency).trim().toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) throw isNot(currency, 'a currency of three letters, such as EUR');
    return new Intl.NumberFormat(languageOf(language), { style: 'currency', currency: code }).format(asNumber(value));
  },
};
