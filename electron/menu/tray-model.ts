/** A run that failed, as the tray names it. */
export interface Failure {
  run: string;
  flow: string;
  atMs: number;
}

export interface TrayQuestion {
  nowMs: number;
  flowsOn: number;
  lastRunMs: number | null;
  /** Newest first. */
  failures: readonly Failure[];
  /** Until when everything is paused; `forever` until the person goes on, null when nothing is. */
  pausedUntil: number | 'forever' | null;
  /** A version that is downloaded and checked. */
  update: string | null;
}

export type TrayAct =
  | { do: 'open' }
  | { do: 'pause'; forMs: number | 'forever' }
  | { do: 'resume' }
  | { do: 'show-run'; run: string }
  | { do: 'update' }
  | { do: 'quit' };

export type TrayEntry =
  | { kind: 'line' }
  | { kind: 'words'; label: string }
  | { kind: 'item'; label: string; act: TrayAct }
  | { kind: 'menu'; label: string; entries: TrayEntry[] };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostFailures = 3;

/** "just now", "2 min ago", "3 h ago", "2 days ago". */
export const sayAgo = (ms: number): string => {
  if (ms < minuteMs) return 'just now';
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min ago`;
  if (ms < 24 * hourMs) return `${Math.floor(ms / hourMs)} h ago`;
  const days = Math.floor(ms / (24 * hourMs));
  return days === 1 ? 'yesterday' : `${days} days ago`;
};

const sayTime = (ms: number): string =>
  new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** One line that says how things stand. */
export const stateLine = ({ nowMs, flowsOn, lastRunMs, pausedUntil }: TrayQuestion): string => {
  if (pausedUntil === 'forever') return 'All flows are paused';
  if (pausedUntil !== null) return `All flows are paused until ${sayTime(pausedUntil)}`;
  const on = flowsOn === 0 ? 'No flow is on' : flowsOn === 1 ? '1 flow on' : `${flowsOn} flows on`;
  return lastRunMs === null ? on : `${on} · last run ${sayAgo(nowMs - lastRunMs)}`;
};

const item = (label: string, act: TrayAct): TrayEntry => ({ kind: 'item', label, act });
/** An ampersand in a menu marks the letter after it, and long names make a wide menu. */
const asLabel = (name: string): string => {
  const short = name.length > 40 ? `${name.slice(0, 39)}…` : name;
  return short.replaceAll('&', '&&');
};

/** The menu of the tray, whole: some systems show nothing else and have to be given it anew for each change. */
export const trayMenu = (question: TrayQuestion): TrayEntry[] => {
  const { nowMs, flowsOn, failures, pausedUntil, update } = question;
  const failed = failures
    .slice(0, mostFailures)
    .map(({ run, flow, atMs }) => item(`${asLabel(flow)} failed ${sayAgo(nowMs - atMs)}`, { do: 'show-run', run }));
  const pausing: TrayEntry[] =
    pausedUntil !== null
      ? [item('Resume all flows', { do: 'resume' })]
      : flowsOn === 0
        ? []
        : [
            {
              kind: 'menu',
              label: 'Pause all flows',
              entries: [
                item('For an hour', { do: 'pause', forMs: hourMs }),
                item('Until I resume', { do: 'pause', forMs: 'forever' }),
              ],
            },
          ];
  return [
    { kind: 'words', label: stateLine(question) },
    { kind: 'line' },
    item('Open WhenThen', { do: 'open' }),
    ...pausing,
    ...(failed.length > 0 ? [{ kind: 'line' } as const, ...failed] : []),
    { kind: 'line' },
    ...(update === null ? [] : [item(`Restart to update to ${update}`, { do: 'update' })]),
    item('Quit WhenThen', { do: 'quit' }),
  ];
};
