import {
  CircleCheck,
  CircleDashed,
  CircleOff,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  Timer,
  TriangleAlert,
} from 'lucide-react';
import type { PublicAddressStatus, PublicHook } from '../../client/types.ts';
import type { Tone } from '../../ui/Pill.tsx';

/** What the public address is doing, as a pill and as a sentence (ux.md 5.3). */

interface Shown {
  tone: Tone;
  icon: LucideIcon;
  label: string;
}

export const sayState = ({ state, tries }: Pick<PublicAddressStatus, 'state' | 'tries'>): Shown => {
  switch (state) {
    case 'off':
      return { tone: 'neutral', icon: CircleOff, label: 'Off' };
    case 'starting':
      return { tone: 'info', icon: CircleDashed, label: 'Connecting…' };
    case 'on':
      return { tone: 'ok', icon: CircleCheck, label: 'On' };
    case 'temporary':
      return { tone: 'ok', icon: Timer, label: 'On · temporary' };
    case 'changed':
      return { tone: 'warn', icon: TriangleAlert, label: 'Address changed' };
    case 'reconnecting':
      return { tone: 'warn', icon: LoaderCircle, label: `Reconnecting (try ${tries})` };
    case 'blocked':
      return { tone: 'err', icon: CircleX, label: "Couldn't connect" };
  }
};

/** What the pill says where nothing around it says what it is about. */
export const sayInFrame = (status: Pick<PublicAddressStatus, 'state' | 'tries'>): string => {
  const { label } = sayState(status);
  const { state } = status;
  return state === 'off' || state === 'on' || state === 'temporary' ? `Public address: ${label.toLowerCase()}` : label;
};

/** The sentence under the pill. */
export const sayMore = ({ state }: Pick<PublicAddressStatus, 'state'>): string => {
  switch (state) {
    case 'off':
      return 'Only this computer can reach your webhooks.';
    case 'starting':
      return 'Getting an address, which usually takes 5 seconds. It is looked at from outside before it counts.';
    case 'on':
      return 'The internet can reach the webhooks you opened.';
    case 'temporary':
      return 'This address changes when it restarts. Good for trying things.';
    case 'changed':
      return 'Your address is new. Update it where services send to:';
    case 'reconnecting':
      return 'The connection dropped. Senders like Stripe will try again later.';
    case 'blocked':
      return 'Nothing can arrive from the internet right now.';
  }
};

/** The complete address of a webhook; null while there is none. */
export const publicUrl = (
  { address }: Pick<PublicAddressStatus, 'address'>,
  { path }: Pick<PublicHook, 'path'>,
): string | null => (address === null ? null : `${address}/hooks/${path}`);

const why: Record<PublicAddressStatus['outages'][number]['why'], string> = {
  asleep: 'This computer slept',
  closed: 'WhenThen was closed',
  dropped: 'The connection was broken',
};

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** "This computer slept from 24 Nov, 01:10 to 07:02. Nothing could arrive then." */
export const sayOutage = (outage: PublicAddressStatus['outages'][number]): string => {
  const [from, to] = [new Date(outage.from), new Date(outage.to)];
  const end = from.toDateString() === to.toDateString() ? time.format(to) : dayAndTime.format(to);
  return `${why[outage.why]} from ${dayAndTime.format(from)} to ${end}. Nothing could arrive then.`;
};
