import { expect, test } from 'vitest';
import { readSmtpSettings } from '../../engine/model/mail.ts';
import { mailPresets } from '../client/mail-presets.ts';
import { findMailGaps, joinMail, noMail, withPreset } from './mail-settings.ts';

const typed = { ...noMail, user: 'shop@example.com', password: 'pass word', senderAddress: 'shop@example.com' };

test('every provider fills in a server the engine takes', () => {
  for (const { id, host } of mailPresets) {
    const filled = withPreset(typed, id);
    expect(filled).toMatchObject({ host, user: typed.user, password: typed.password });
    if (host === '') continue;
    expect(findMailGaps(filled)).toEqual({});
    expect(readSmtpSettings(joinMail(filled))).toMatchObject({
      host,
      user: 'shop@example.com',
      from: 'shop@example.com',
    });
  }
});

test('says by field what is missing', () => {
  expect(Object.keys(findMailGaps(withPreset(noMail, 'other')))).toEqual(['host', 'senderAddress']);
  expect(Object.keys(findMailGaps({ ...typed, port: '70000', password: '', senderName: 'a<b' }))).toEqual([
    'port',
    'password',
    'senderName',
  ]);
});

test('the sender is written with its name, as people see it', () => {
  expect(readSmtpSettings(joinMail({ ...typed, senderName: ' Demo shop ' })).from).toBe('Demo shop <shop@example.com>');
});
