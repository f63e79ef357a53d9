import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Copy,
  EarOff,
  FileWarning,
  Hand,
  Hourglass,
  LoaderCircle,
  Infinity as Loop,
  type LucideIcon,
  MinusCircle,
  MoonStar,
  Pause,
  PowerOff,
  ShieldX,
  Split,
  Unlink,
  Weight,
} from 'lucide-react';
import type { RunStatus, StepStatus, Verdict } from '../../client/types.ts';
import type { Tone } from '../../ui/Pill.tsx';

/** A result as a picture and words; the colour only helps. */
export interface Outcome {
  word: string;
  icon: LucideIcon;
  tone: Tone;
}

/** What became of something that arrived (ux.md 5.2). */
export const verdictOutcomes: Readonly<Record<Verdict, Outcome>> = {
  started: { word: 'Started 1 run', icon: CircleCheck, tone: 'ok' },
  filtered: { word: 'Not one of the chosen', icon: Split, tone: 'neutral' },
  repeat: { word: 'Repeat – already handled', icon: Copy, tone: 'neutral' },
  'bad-signature': { word: 'Signature didn’t match', icon: ShieldX, tone: 'err' },
  'not-understood': { word: 'Couldn’t be read', icon: FileWarning, tone: 'err' },
  'too-large': { word: 'Too large – not run', icon: Weight, tone: 'warn' },
  'flow-off': { word: 'Flow is off – kept', icon: PowerOff, tone: 'neutral' },
  busy: { word: 'Left out – still busy', icon: Hourglass, tone: 'warn' },
  'too-deep': { word: 'Stopped a loop', icon: Loop, tone: 'err' },
  paused: { word: 'Held', icon: Pause, tone: 'info' },
  'nobody-listens': { word: 'No step uses this', icon: EarOff, tone: 'neutral' },
  missed: { word: 'Missed – was asleep', icon: MoonStar, tone: 'warn' },
  gap: { word: 'Gap – not certain', icon: Unlink, tone: 'warn' },
};

/** The first sentence of the reason card: the verdict said in full. */
export const verdictSentence = (verdict: Verdict, flow: string | null): string => {
  const name = flow ?? 'a flow';
  switch (verdict) {
    case 'started':
      return `Started 1 run of ${name}`;
    case 'filtered':
      return 'It was not one of the chosen events, so nothing ran';
    case 'repeat':
      return 'The same thing arrived before and was handled then';
    case 'bad-signature':
      return 'The signature didn’t match, so it was kept but not run';
    case 'not-understood':
      return 'It couldn’t be read, so it was kept but not run';
    case 'too-large':
      return 'It was too large, so only its beginning was kept';
    case 'flow-off':
      return `${flow ?? 'The flow'} is off, so it was kept but not run`;
    case 'busy':
      return `${flow ?? 'The flow'} was still busy, so this one was left out`;
    case 'too-deep':
      return 'It would have gone round in a loop, so it was stopped';
    case 'paused':
      return 'It is held until you let it go';
    case 'nobody-listens':
      return 'No step of any flow uses this address or event';
    case 'missed':
      return 'It was due while the computer slept or WhenThen was closed, and was not caught up with';
    case 'gap':
      return 'Nobody can say for certain what happened in between';
  }
};

/** How a run stands. */
export const runOutcomes: Readonly<Record<RunStatus, Outcome>> = {
  queued: { word: 'Queued', icon: CircleDashed, tone: 'neutral' },
  running: { word: 'Running', icon: LoaderCircle, tone: 'info' },
  waiting: { word: 'Waiting', icon: Hourglass, tone: 'info' },
  'needs-decision': { word: 'Needs you', icon: CircleHelp, tone: 'warn' },
  succeeded: { word: 'Done', icon: CircleCheck, tone: 'ok' },
  failed: { word: 'Failed', icon: CircleX, tone: 'err' },
  cancelled: { word: 'Stopped', icon: Ban, tone: 'neutral' },
};

/** How a step of a run stands; `not-reached` is a step the run never came to. */
export const stepOutcomes: Readonly<Record<StepStatus | 'not-reached', Outcome>> = {
  started: { word: 'Running', icon: LoaderCircle, tone: 'info' },
  succeeded: { word: 'Done', icon: CircleCheck, tone: 'ok' },
  failed: { word: 'Failed', icon: CircleX, tone: 'err' },
  skipped: { word: 'Skipped', icon: MinusCircle, tone: 'neutral' },
  'needs-decision': { word: 'Needs you', icon: Hand, tone: 'warn' },
  'not-reached': { word: 'Not reached', icon: CircleDashed, tone: 'neutral' },
};
