import { expect, test } from 'vitest';
import type { Starter } from '../client/types.ts';
import { bulletsOf, needsWords, passesFilter } from './template-words.ts';

const starter = (credentials: string[], triggers: string[]) =>
  ({ needs: { grants: [], credentials }, triggers }) as unknown as Starter;

test('a template says what it needs', () => {
  expect([needsWords(starter([], [])), needsWords(starter(['Stripe webhook', 'chat'], []))]).toEqual([
    'Works right now',
    'Needs: Stripe webhook, chat',
  ]);
});

test('filters leave what they name', () => {
  const hook = starter(['Stripe webhook'], ['webhook']);
  expect((['all', 'ready', 'webhook', 'manual'] as const).map((filter) => passesFilter(hook, filter))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('a description becomes at most three sentences', () => {
  expect(bulletsOf('Starts with a form. Tidies it: spaces go. Adds a row to forms.db. And more.')).toEqual([
    'Starts with a form.',
    'Tidies it: spaces go.',
    'Adds a row to forms.db.',
  ]);
  expect(bulletsOf('')).toEqual([]);
});
