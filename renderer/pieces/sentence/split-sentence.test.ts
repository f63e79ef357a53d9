import { expect, test } from 'vitest';
import { plainSentence, splitSentence } from './split-sentence.ts';

const short = (sentence: string): string[] =>
  splitSentence(sentence).map(({ kind, text }) => ({ words: text, value: `<${text}>`, field: `[${text}]` })[kind]);

test.each([
  ['Starts when you press Run.', ['When you press Run.']],
  [
    'Adds a row to orders in shop.db where id is {{ trigger.body.order_id }}.',
    ['Adds a row to orders in shop.db where id is ', '[Order id]', '.'],
  ],
  ['Calls "https://example.com" with POST', ['Calls ', '<https://example.com>', ' with POST']],
  ['says "Hi {{ steps.look.name | upcase }}"', ['says ', '<Hi >', '[Name]']],
  ['{{trigger.items[0].sku}} and {{ trigger.rows.0 }}', ['[Sku]', ' and ', '[Rows]']],
  ['ends with {{ trigger.body.customer_na…', ['ends with ', '[Customer na]']],
  ['ends with "a long te…', ['ends with ', '<a long te…>']],
  ['"a \\"quoted\\" word"', ['<a "quoted" word>']],
  ['{{ "fixed" }} {{ }}', ['[fixed]', ' ', '[Field]']],
  [
    'Starts with what Stripe sends to /hooks/stripe.v1, then adds a row.',
    ['When Stripe sends to ', '</hooks/stripe.v1>', ' → adds a row.'],
  ],
  ['', []],
])('%s', (sentence, parts) => {
  expect(short(sentence)).toEqual(parts);
});

test('plain text never shows a placeholder', () => {
  expect(plainSentence('Calls "https://x.example/{{ trigger.body.id }}" with {{ steps.a.verb')).toBe(
    'Calls https://x.example/Id with Verb',
  );
});
