import type { ValueType } from '../values/value-type.ts';
import type { Literal } from './chip.ts';

/**
 * Everything that can be done to a field, in the words of a person, with the Liquid filters it stands for. A table and nothing else:
 * to add a change, add a line here and its examples in the test.
 */

export type TransformGroup = 'Text' | 'Number' | 'Date' | 'List' | 'Choice' | 'Anything';

export interface TransformInput {
  label: string;
  kind: 'text' | 'number' | 'choice';
  /** What it is at first; chosen so that the result shows what the change does. */
  initial: Literal;
  choices?: readonly { value: Literal; label: string }[];
}

/** An argument of a filter: fixed, or what a person filled in (`{ input: 0 }` is the first). */
export type Argument = Literal | { input: number };

export interface Transform {
  id: string;
  label: string;
  group: TransformGroup;
  /** Other words people look for. */
  synonyms: readonly string[];
  inputs: readonly TransformInput[];
  filters: readonly { name: string; args: readonly Argument[] }[];
  fits: readonly ValueType[];
}

const texts: readonly ValueType[] = ['text', 'number', 'date', 'yes-no'];
const numbers: readonly ValueType[] = ['number', 'text'];
const dates: readonly ValueType[] = ['date', 'text', 'number'];
const lists: readonly ValueType[] = ['list'];
const anything: readonly ValueType[] = ['text', 'number', 'yes-no', 'date', 'list', 'record', 'file'];

const text = (label: string, initial: string): TransformInput => ({ label, kind: 'text', initial });
const number = (label: string, initial: number): TransformInput => ({ label, kind: 'number', initial });
const first = { input: 0 };
const second = { input: 1 };

type Filters = Transform['filters'];
const filter = (name: string, ...args: Argument[]): Filters[number] => ({ name, args });

const change =
  (group: TransformGroup, fits: readonly ValueType[]) =>
  (
    id: string,
    label: string,
    filters: Filters,
    inputs: readonly TransformInput[] = [],
    synonyms: readonly string[] = [],
  ): Transform => ({ id, label, group, fits, filters, inputs, synonyms });

const ofText = change('Text', texts);
const ofNumber = change('Number', numbers);
const ofDate = change('Date', dates);
const ofList = change('List', lists);
const ofChoice = change('Choice', texts);
const ofAnything = change('Anything', anything);

/** How a date can be written; the sample beside each is the real one. */
const dateFormats = [
  { value: '%-d %b %Y', label: 'Day, month and year' },
  { value: '%A, %-d %B %Y', label: 'With the day of the week' },
  { value: '%-d %b %Y, %H:%M', label: 'With the time' },
  { value: '%H:%M', label: 'Only the time' },
  { value: '%Y-%m-%d', label: 'Year-month-day' },
  { value: '%d/%m/%Y', label: 'Day/month/year' },
  { value: '%m/%d/%Y', label: 'Month/day/year' },
  { value: '%d.%m.%Y', label: 'Day.month.year' },
  { value: '%B %Y', label: 'Month and year' },
  { value: '%A', label: 'Only the day of the week' },
  { value: '%s', label: 'Seconds since 1970' },
] as const;

const dateFormat: TransformInput = {
  label: 'Written as',
  kind: 'choice',
  initial: dateFormats[0].value,
  choices: dateFormats,
};

const choice = (label: string, initial: Literal, choices: readonly (readonly [Literal, string])[]): TransformInput => ({
  label,
  kind: 'choice',
  initial,
  choices: choices.map(([value, words]) => ({ value, label: words })),
});

const zone = (initial: string): TransformInput => text('Time zone', initial);

/** How numbers are written; the names are those of Intl. */
const language = choice('Written as in', 'en', [
  ['en', 'English: 1,234.50'],
  ['de', 'German: 1.234,50'],
  ['de-CH', 'Swiss: 1’234.50'],
  ['fr', 'French: 1 234,50'],
  ['es', 'Spanish: 1.234,50'],
  ['pt', 'Portuguese: 1 234,50'],
  ['pt-BR', 'Brazilian: 1.234,50'],
]);

const span = choice('Of the', 'month', [
  ['day', 'Day'],
  ['week', 'Week, from Monday'],
  ['month', 'Month'],
]);

export const transforms: readonly Transform[] = [
  ofText('upper', 'UPPER CASE', [filter('upcase')], [], ['capitals', 'big letters']),
  ofText('lower', 'lower case', [filter('downcase')], [], ['small letters']),
  ofText('capitalise', 'Capitalise', [filter('capitalize')], [], ['capitalize', 'first letter', 'sentence']),
  ofText('trim', 'Trim spaces', [filter('strip')], [], ['strip', 'whitespace', 'blank']),
  ofText('one-space', 'Single spaces only', [filter('normalize_whitespace')], [], ['whitespace', 'tidy', 'clean']),
  ofText('one-line', 'Put in one line', [filter('strip_newlines')], [], ['newline', 'line break', 'remove lines']),
  ofText(
    'replace',
    'Replace…',
    [filter('replace', first, second)],
    [text('Every', ' '), text('With', '-')],
    ['swap', 'find'],
  ),
  ofText('remove', 'Remove text…', [filter('remove', first)], [text('Every', ' ')], ['delete', 'without']),
  ofText(
    'before',
    'Part before…',
    [filter('split', first), filter('first')],
    [text('Before the first', '@')],
    ['take part', 'left'],
  ),
  ofText(
    'after',
    'Part after…',
    [filter('split', first), filter('last')],
    [text('After the last', '@')],
    ['take part', 'right', 'domain'],
  ),
  ofText(
    'between',
    'Part between…',
    [filter('text_between', first, second)],
    [text('After', '('), text('Before', ')')],
    ['take part', 'middle', 'brackets'],
  ),
  ofText(
    'start',
    'First letters…',
    [filter('slice', 0, first)],
    [number('How many', 3)],
    ['take part', 'beginning', 'substring'],
  ),
  ofText(
    'shorten',
    'Shorten…',
    [filter('truncate', first, second)],
    [number('Longest', 40), text('Ends in', '…')],
    ['truncate', 'cut', 'limit'],
  ),
  ofText(
    'first-words',
    'First words…',
    [filter('truncatewords', first, second)],
    [number('How many', 5), text('Ends in', '…')],
    ['truncate', 'shorten'],
  ),
  ofText('split', 'Split into list…', [filter('split', first)], [text('At every', ',')], ['separate', 'list']),
  ofText('prepend', 'Put text before…', [filter('prepend', first)], [text('Text', '#')], ['prefix', 'add', 'in front']),
  ofText(
    'append',
    'Put text after…',
    [filter('append', first)],
    [text('Text', ' €')],
    ['suffix', 'add', 'unit', 'currency'],
  ),
  ofText('no-html', 'Remove HTML', [filter('strip_html')], [], ['tags', 'plain text']),
  ofText('escape-html', 'Make safe for HTML', [filter('escape')], [], ['escape']),
  ofText('line-breaks', 'Line breaks for HTML', [filter('newline_to_br')], [], ['br', 'newline']),
  ofText('slug', 'Make a short name', [filter('slugify')], [], ['slug', 'URL-safe', 'address', 'file name']),
  ofText('url', 'Make safe for an address', [filter('url_encode')], [], ['URL', 'encode', 'link']),
  ofText('find-email', 'Find an e-mail address', [filter('find_email')], [], ['extract', 'email']),
  ofText('find-link', 'Find a link', [filter('find_link')], [], ['extract', 'URL', 'web address']),
  ofText(
    'find-number',
    'Find a number…',
    [filter('find_number', first)],
    [
      choice('Decimals after a', 'point', [
        ['point', 'Point: 1,234.50'],
        ['comma', 'Comma: 1.234,50'],
      ]),
    ],
    ['extract', 'amount', 'comma'],
  ),
  ofText('word-count', 'Number of words', [filter('number_of_words')], [], ['count', 'length']),
  ofText('length', 'Length', [filter('size')], [], ['characters', 'count', 'how long']),

  ofNumber(
    'cents',
    'Cents → amount',
    [filter('divided_by', 100), filter('round', 2)],
    [],
    ['÷100', 'money', 'stripe', 'divide'],
  ),
  ofNumber('add', 'Add…', [filter('plus', first)], [number('Add', 1)], ['plus', 'sum']),
  ofNumber('subtract', 'Subtract…', [filter('minus', first)], [number('Subtract', 1)], ['minus', 'take away']),
  ofNumber('multiply', 'Multiply…', [filter('times', first)], [number('Times', 2)], ['times']),
  ofNumber('divide', 'Divide…', [filter('divided_by', first)], [number('Divided by', 10)], ['÷']),
  ofNumber(
    'percent',
    'Percent of…',
    [filter('times', first), filter('divided_by', 100)],
    [number('Percent', 20)],
    ['VAT', 'tax', 'discount', '%'],
  ),
  ofNumber('round', 'Round…', [filter('round', first)], [number('Digits after the point', 0)], ['decimals']),
  ofNumber('round-up', 'Round up', [filter('ceil')], [], ['ceiling']),
  ofNumber('round-down', 'Round down', [filter('floor')], [], ['whole']),
  ofNumber('absolute', 'Without the minus', [filter('abs')], [], ['absolute', 'positive']),
  ofNumber('at-least', 'At least…', [filter('at_least', first)], [number('Smallest', 0)], ['minimum']),
  ofNumber('at-most', 'At most…', [filter('at_most', first)], [number('Largest', 100)], ['maximum', 'limit']),
  ofNumber(
    'remainder',
    'Rest of a division…',
    [filter('modulo', first)],
    [number('Divided by', 2)],
    ['modulo', 'remainder'],
  ),
  ofNumber(
    'money',
    'Format as money…',
    [filter('format_money', first, second)],
    [text('Currency', 'EUR'), language],
    ['currency', 'price', 'euro', 'dollar', '€', '$'],
  ),
  ofNumber(
    'number-format',
    'Format number…',
    [filter('format_number', first, second)],
    [number('Digits after the point', 2), language],
    ['thousands', 'decimals', 'separator'],
  ),
  ofNumber('as-number', 'Text to number', [filter('to_integer')], [], ['convert', 'value']),

  ofDate('format-date', 'Format date…', [filter('date', first)], [dateFormat], ['time', 'day', 'month', 'show as']),
  ofDate(
    'format-date-zone',
    'Format date in a time zone…',
    [filter('date', first, second)],
    [dateFormat, text('Time zone', 'Europe/Lisbon')],
    ['time zone', 'convert', 'local time'],
  ),
  ofDate(
    'own-date',
    'Format date my own way…',
    [filter('date', first)],
    [text('Pattern', '%d %b')],
    ['custom', 'pattern', 'strftime'],
  ),
  ofDate(
    'time-zone',
    'Change time zone…',
    [filter('in_time_zone', first)],
    [zone('Europe/Lisbon')],
    ['convert', 'local time', 'offset'],
  ),
  ofDate(
    'add-time',
    'Add or subtract time…',
    [filter('add_time', first, second, { input: 2 })],
    [
      number('How much', 1),
      choice('Unit', 'days', [
        ['minutes', 'Minutes'],
        ['hours', 'Hours'],
        ['days', 'Days'],
        ['weeks', 'Weeks'],
        ['months', 'Months'],
        ['years', 'Years'],
      ]),
      zone('UTC'),
    ],
    ['plus', 'minus', 'later', 'earlier', 'due', 'in days'],
  ),
  ofDate(
    'start-of',
    'Start of the day, week, month…',
    [filter('start_of', first, second)],
    [span, zone('UTC')],
    ['beginning', 'first day', 'midnight'],
  ),
  ofDate(
    'end-of',
    'End of the day, week, month…',
    [filter('end_of', first, second)],
    [span, zone('UTC')],
    ['last day'],
  ),
  ofDate('ago', 'How long ago', [filter('time_ago')], [], ['since', 'relative', 'age', 'days ago']),
  ofDate(
    'parse-date',
    'Text to date…',
    [filter('parse_date', first)],
    [
      choice('03/04/2026 is', 'day-first', [
        ['day-first', '3 April'],
        ['month-first', '4 March'],
      ]),
    ],
    ['parse', 'convert', 'read', 'day first', 'month first'],
  ),
  ofDate('iso-date', 'Date for other programs', [filter('date_to_xmlschema')], [], ['ISO', 'xml', 'standard']),

  ofList('first', 'First', [filter('first')], [], ['top']),
  ofList('last', 'Last', [filter('last')], [], ['newest', 'end']),
  ofList(
    'nth',
    'The one at place…',
    [filter('nth', first)],
    [number('Place', 2)],
    ['n-th', 'second', 'third', 'index'],
  ),
  ofList('count', 'Count', [filter('size')], [], ['how many', 'length', 'number of']),
  ofList('join', 'Join into text…', [filter('join', first)], [text('Between them', ', ')], ['combine', 'comma']),
  ofList('sentence', 'Join as a sentence', [filter('array_to_sentence_string')], [], ['and', 'enumerate']),
  ofList('field', 'One field of each…', [filter('map', first)], [text('Field', 'name')], ['pick', 'column', 'pluck']),
  ofList('sum', 'Sum', [filter('sum')], [], ['total', 'add up']),
  ofList('sum-field', 'Sum of a field…', [filter('sum', first)], [text('Field', 'price')], ['total', 'add up']),
  ofList('average', 'Average', [filter('average')], [], ['mean']),
  ofList('average-field', 'Average of a field…', [filter('average', first)], [text('Field', 'price')], ['mean']),
  ofList('smallest', 'Smallest', [filter('smallest')], [], ['minimum', 'least', 'min']),
  ofList(
    'smallest-field',
    'Smallest of a field…',
    [filter('smallest', first)],
    [text('Field', 'price')],
    ['minimum', 'least', 'min'],
  ),
  ofList('largest', 'Largest', [filter('largest')], [], ['maximum', 'most', 'max']),
  ofList(
    'largest-field',
    'Largest of a field…',
    [filter('largest', first)],
    [text('Field', 'price')],
    ['maximum', 'most', 'max'],
  ),
  ofList(
    'filter',
    'Only where…',
    [filter('where', first, second)],
    [text('Field', 'status'), text('Is', 'paid')],
    ['filter', 'keep'],
  ),
  ofList(
    'without',
    'All except where…',
    [filter('reject', first, second)],
    [text('Field', 'status'), text('Is', 'paid')],
    ['filter', 'remove'],
  ),
  ofList('take', 'Take the first…', [filter('slice', 0, first)], [number('How many', 3)], ['limit', 'top']),
  ofList('sort', 'Sort', [filter('sort')], [], ['order', 'A to Z']),
  ofList('sort-field', 'Sort by a field…', [filter('sort', first)], [text('Field', 'name')], ['order']),
  ofList('reverse', 'Reverse', [filter('reverse')], [], ['backwards', 'turn around']),
  ofList('unique', 'Only unique', [filter('uniq')], [], ['duplicates', 'distinct']),
  ofList('no-gaps', 'Without empty ones', [filter('compact')], [], ['remove empty', 'blank']),

  ofChoice(
    'look-up',
    'Look up in a table…',
    [filter('look_up', first, second)],
    [text('If this = then that', 'PT=Portugal; ES=Spain'), text('Anything else', 'elsewhere')],
    ['map', 'translate', 'replace value', 'if then', 'switch', 'table'],
  ),
  ofChoice(
    'yes-no-words',
    'Yes or no to words…',
    [filter('yes_no_words', first, second)],
    [text('For yes', 'yes'), text('For no', 'no')],
    ['true', 'false', 'boolean'],
  ),

  ofAnything('to-text', 'To text', [filter('to_text')], [], ['convert', 'string']),
  change('Anything', texts)('to-yes-no', 'To yes or no', [filter('to_yes_no')], [], ['convert', 'true', 'false']),
  ofAnything('as-data', 'Write as JSON', [filter('json')], [], ['data', 'convert to text', 'debug']),
];
