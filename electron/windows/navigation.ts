import { host, scheme } from './scheme.ts';

/** What happens when a page wants to go somewhere. */
export type Going = 'stay' | 'outside' | 'refuse';

/** Kinds of addresses that are handed to the system; everything else could start a program. */
const outside = new Set(['https:', 'mailto:']);

/** Whether an address is a page of ours, compared part by part: `app://whenthen.evil` is not. */
export const isOwnPage = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === '';
};

/** A page may move within itself; the system's browser gets what is safe to hand over; nothing else happens. */
export const judgeGoing = (address: string): Going => {
  if (isOwnPage(address)) return 'stay';
  return URL.canParse(address) && outside.has(new URL(address).protocol) ? 'outside' : 'refuse';
};
