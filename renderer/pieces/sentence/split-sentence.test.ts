import { expect, test } from 'vitest';
import { plainSentence, splitSentence } from './split-sentence.ts';

const short = (sentence: string): string[] =>
  splitSentence(sentence).map(({ kind, text }) => ({ words: text, value: `<${text}>`, field: `[${text}]` })[kind]);

test.each([
  ['Starts when you press Run.', ['Starts when you press Run.']],
  [
    'Adds a row to orders in shop.db where id is {{ trigger.body.order_id }}.',
    ['Adds a row to orders in shop.db where id is ', '[order id]', '.'],
  ],
  ['Calls "https://example.com" with POST', ['Calls ', '<https://example.com>', ' with POST']],
  ['says "Hi {{ steps.look.name | upcase }}"', ['says ', '<Hi >', '[name]']],
  ['{{trigger.items[0].sku}} and {{ trigger.rows.0 }}', ['[sku]', ' and ', '[rows]']],
  ['ends with {{ trigger.body.customer_na…', ['ends with ', '[customer na]']],
  ['ends with "a long te…', ['ends with ', '<a long te…>']],
  ['"a \\"quoted\\" word"', ['<a "quoted" word>']],
  ['{{ "fixed" }} {{ }}', ['[fixed]', ' ', '[value]']],
  ['', []],
])('%s', (sentence, parts) => {
  expect(short(sentence)).toEqual(parts);
});

test('plain text never shows a placeholder', () => {
  expect(plainSentence('Calls "https://x.example/{{ trigger.body.id }}" with {{ steps.a.verb')).toBe(
    'Calls https://x.example/id with verb',
  );
});
