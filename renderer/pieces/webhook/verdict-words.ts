import {
  Ban,
  CircleCheck,
  CopyCheck,
  FileWarning,
  Filter,
  Hourglass,
  type LucideIcon,
  Power,
  ShieldAlert,
} from 'lucide-react';
import type { Verdict } from '../../client/types.ts';
import type { Tone } from '../../ui/Pill.tsx';

/** What became of something that arrived, in words with a picture and a tone. */
export const verdictWords: Readonly<Record<Verdict, { text: string; icon: LucideIcon; tone: Tone }>> = {
  started: { text: 'Started 1 run', icon: CircleCheck, tone: 'ok' },
  filtered: { text: 'Not one of the chosen events – ignored', icon: Filter, tone: 'neutral' },
  repeat: { text: 'Duplicate – already handled', icon: CopyCheck, tone: 'neutral' },
  'bad-signature': { text: "Signature didn't match – not run", icon: ShieldAlert, tone: 'err' },
  'not-understood': { text: "Couldn't be read – kept", icon: FileWarning, tone: 'err' },
  'too-large': { text: 'Too large – not run', icon: FileWarning, tone: 'err' },
  'flow-off': { text: 'Flow is off – kept', icon: Power, tone: 'neutral' },
  busy: { text: 'Another run was going on – skipped', icon: Hourglass, tone: 'neutral' },
  'too-deep': { text: 'The flow keeps starting itself – stopped', icon: Ban, tone: 'err' },
  paused: { text: 'Held', icon: Hourglass, tone: 'warn' },
  'nobody-listens': { text: 'No step uses this address', icon: Ban, tone: 'neutral' },
};
