import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleHelp,
  CircleMinus,
  CirclePause,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  PencilLine,
  TriangleAlert,
} from 'lucide-react';
import type { FlowCard, RunStatus } from '../client/types.ts';
import type { Bar } from '../ui/Bars.tsx';
import type { Tone } from '../ui/Pill.tsx';

/** How a state looks in the list. */
const stateLooks: Record<FlowCard['state'], { tone: Tone; icon: LucideIcon; label: string }> = {
  draft: { tone: 'neutral', icon: PencilLine, label: 'Draft' },
  off: { tone: 'neutral', icon: Circle, label: 'Off' },
  on: { tone: 'ok', icon: CircleCheck, label: 'On' },
  'on-edited': { tone: 'info', icon: CircleDot, label: 'On · edits not live' },
  holding: { tone: 'warn', icon: CirclePause, label: 'Holding' },
  'needs-attention': { tone: 'err', icon: TriangleAlert, label: 'Needs attention' },
};

/** How a flow looks in the list: its state, or that a flow that is on went silent. */
export const lookOf = ({ state, quiet, holding }: FlowCard): { tone: Tone; icon: LucideIcon; label: string } =>
  quiet !== null && (state === 'on' || state === 'on-edited')
    ? { tone: 'warn', icon: Hourglass, label: 'Unusually quiet' }
    : state === 'holding'
      ? { ...stateLooks.holding, label: `Holding ${holding.toLocaleString('en')}` }
      : stateLooks[state];

/** How a run looks in one icon and a word. */
export const runLooks: Record<RunStatus, { icon: LucideIcon; word: string; tone: 'ok' | 'err' | 'warn' | 'neutral' }> =
  {
    queued: { icon: LoaderCircle, word: 'Waiting its turn', tone: 'neutral' },
    running: { icon: LoaderCircle, word: 'Running', tone: 'neutral' },
    waiting: { icon: LoaderCircle, word: 'Waiting', tone: 'neutral' },
    'needs-decision': { icon: CircleHelp, word: 'Needs your decision', tone: 'warn' },
    succeeded: { icon: CircleCheck, word: 'Done', tone: 'ok' },
    failed: { icon: CircleAlert, word: 'Failed', tone: 'err' },
    cancelled: { icon: CircleMinus, word: 'Stopped', tone: 'neutral' },
  };

export const barsShown = 14;

/** The history of a flow, oldest first, filled up to fourteen; the height tells how long a run took among its neighbours. */
export const barsOf = (recent: FlowCard['recent']): Bar[] => {
  const longest = Math.max(1, ...recent.map(({ tookMs }) => tookMs ?? 0));
  const bars = recent
    .slice(0, barsShown)
    .reverse()
    .map(({ status, tookMs }): Bar => {
      if (status === 'failed') return { state: 'err' };
      return status === 'succeeded'
        ? { state: 'ok', height: 0.45 + 0.45 * ((tookMs ?? 0) / longest) }
        : { state: 'none' };
    });
  const empty = Array.from({ length: barsShown - bars.length }, (): Bar => ({ state: 'none' }));
  return [...empty, ...bars];
};

const runs = (count: number): string => {
  if (count === 0) return 'none this week';
  return count >= 1000 ? '1,000+ this week' : `${count} this week`;
};

/** What stands under the history. */
export const weekWords = ({ runsThisWeek, recent }: FlowCard): string =>
  runsThisWeek === 0 && recent.length === 0 ? 'never ran' : runs(runsThisWeek);

/** The history in words, for screen readers. */
export const historyWords = (flow: FlowCard): string => {
  const failed = flow.recent.filter(({ status }) => status === 'failed').length;
  if (flow.recent.length === 0) return 'No runs yet';
  return `Last ${flow.recent.length} runs, ${failed === 0 ? 'none' : failed} failed; ${weekWords(flow)}`;
};

/** What a flow waits for, or what it lacks. */
export const waitsFor = (flow: FlowCard): string => {
  if (flow.pausedReason !== null) return 'stopped by itself';
  if (!flow.on && flow.toFinish > 0)
    return flow.toFinish === 1 ? '1 thing to finish' : `${flow.toFinish} things to finish`;
  if (!flow.on) return '';
  return flow.triggers.every((type) => type === 'manual') ? 'waits for you' : 'listening';
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const asPart = (text: string): string => lowerFirst(text.replace(/\.$/, ''));

/** Why a flow calls for its person, in a few words. */
export const whyAttention = ({ pausedReason, trouble, state, attention, quiet, holding, recent }: FlowCard): string => {
  if (pausedReason !== null) return asPart(pausedReason);
  if (trouble !== null) return asPart(trouble.message);
  if (holding > 0) return holding === 1 ? '1 run waits for a connection' : `${holding} runs wait for a connection`;
  const many = attention >= 100 ? '100 or more' : attention;
  if (attention > 0 && recent.some(({ status }) => status === 'failed'))
    return attention === 1 ? '1 failed run' : `${many} failed runs`;
  if (attention > 0) return attention === 1 ? '1 run waits for you' : `${many} runs wait for you`;
  if (state === 'needs-attention' || quiet === null) return 'its last runs failed';
  return `quiet for unusually long, it runs ${quiet.usually}`;
};

/** What to look at when a flow went silent, in full. */
export const quietWords = ({ usually }: NonNullable<FlowCard['quiet']>): string =>
  `It usually runs ${usually} and has not for much longer. Check whether what starts it still sends.`;
