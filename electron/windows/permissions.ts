import { isOwnPage } from './navigation.ts';

/** What a page may ask the computer for: to show a notification and to copy a text when the person presses Copy. */
const allowed = new Set(['notifications', 'clipboard-sanitized-write']);

/** Only our own page, and only what it needs; cameras, devices, places and everything else are refused. */
export const mayUse = (permission: string, page: string): boolean => allowed.has(permission) && isOwnPage(page);
