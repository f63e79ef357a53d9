import { expect, test } from 'vitest';
import { findOauthGaps, joinOauth, noOauth } from './oauth-settings.ts';

test('what is missing is said by field, and what is kept is trimmed JSON', () => {
  expect(Object.keys(findOauthGaps(noOauth))).toEqual(['tokenUrl', 'clientId', 'clientSecret']);
  const typed = { tokenUrl: ' https://a.example/token ', clientId: ' id ', clientSecret: ' s ', scope: ' a b ' };
  expect(findOauthGaps({ ...noOauth, ...typed })).toEqual({});
  expect(JSON.parse(joinOauth({ ...noOauth, ...typed }))).toEqual({
    tokenUrl: 'https://a.example/token',
    clientId: 'id',
    clientSecret: 's',
    scope: 'a b',
    auth: 'header',
  });
});
