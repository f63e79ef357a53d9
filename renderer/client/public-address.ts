/** What each way to a public address needs, checked in the window by the engine's own code. */
export { publicAddressSettingsSchema, usualPublicPort } from '../../engine/model/public-address/settings.ts';
