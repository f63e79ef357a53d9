/** Mail providers a person may choose from. */
export { type MailPreset, mailPresets } from '../../engine/model/mail-presets.ts';
