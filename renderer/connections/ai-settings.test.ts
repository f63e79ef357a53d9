import { expect, test } from 'vitest';
import { aiPresets } from '../client/ai-presets.ts';
import { findAccessGaps, findAiGaps, joinAi, noAi, withPreset } from './ai-settings.ts';

test('what is missing is said by field', () => {
  expect(findAiGaps(noAi)).toEqual({ key: 'Paste it here.', model: 'Choose a model, or type its name.' });
  expect(findAiGaps({ ...withPreset('ollama'), model: 'llama3.2' })).toEqual({});
  expect(findAccessGaps({ ...withPreset('azure'), key: 'k' })).toEqual({
    address: 'Put the name of your own resource into the address.',
  });
  expect(findAccessGaps({ ...withPreset('other'), address: 'api.example.com' })).toEqual({
    address: 'Type a whole address, such as https://api.example.com/v1.',
  });
});

test('a key of one service does not stay when another is chosen', () => {
  expect(withPreset('groq')).toMatchObject({ key: '', model: '' });
});

test('only services on this computer go without protection, and each says where its things are found', () => {
  for (const { address, where, id } of aiPresets) {
    if (id !== 'other') expect(address).toMatch(/^(https:\/\/|http:\/\/localhost:)/);
    expect(where).toMatch(/\.$/);
  }
});

test('what is kept is trimmed JSON', () => {
  expect(JSON.parse(joinAi({ preset: 'other', address: ' https://a.example/v1 ', key: ' k ', model: ' m ' }))).toEqual({
    address: 'https://a.example/v1',
    key: 'k',
    model: 'm',
  });
});
