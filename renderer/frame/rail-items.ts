import { Activity, Inbox, LayoutTemplate, type LucideIcon, Plug, Settings, Workflow } from 'lucide-react';

export type RailId = 'flows' | 'inbox' | 'activity' | 'connections' | 'templates' | 'settings';

/** One screen of the rail. */
export interface RailItem {
  id: RailId;
  label: string;
  icon: LucideIcon;
  kbd: string;
  /** Whether its number tells of trouble. */
  isAlert: boolean;
  /** What its number counts, read after it: "3 need attention". */
  counts: string;
}

export const railItems: readonly RailItem[] = [
  { id: 'flows', label: 'Flows', icon: Workflow, kbd: '$mod+1', isAlert: true, counts: 'need attention' },
  { id: 'inbox', label: 'Inbox', icon: Inbox, kbd: '$mod+2', isAlert: false, counts: 'new' },
  { id: 'activity', label: 'Activity', icon: Activity, kbd: '$mod+3', isAlert: true, counts: 'failed' },
  { id: 'connections', label: 'Connections', icon: Plug, kbd: '$mod+4', isAlert: true, counts: 'need a repair' },
  { id: 'templates', label: 'Templates', icon: LayoutTemplate, kbd: '$mod+5', isAlert: false, counts: 'new' },
  { id: 'settings', label: 'Settings', icon: Settings, kbd: '$mod+,', isAlert: false, counts: 'update ready' },
];

/** Where a screen is, as a hash location: `/flows`. */
export const pathOf = (id: RailId): string => `/${id}`;

/** The screen a location belongs to; the start is Flows. */
export const currentRailId = (location: string): RailId | undefined => {
  const first = location.split(/[/?]/)[1] ?? '';
  // What was sent in practice is the other side of the Inbox.
  if (first === 'practice') return 'inbox';
  return first === '' ? 'flows' : railItems.find(({ id }) => id === first)?.id;
};
