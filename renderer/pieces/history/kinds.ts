import {
  Clock,
  FileDown,
  Gauge,
  type LucideIcon,
  MousePointerClick,
  Radio,
  RotateCcw,
  Rss,
  Table2,
  TriangleAlert,
  Webhook,
  Zap,
} from 'lucide-react';

/** What started something, as a picture and a word. */
export interface Kind {
  word: string;
  icon: LucideIcon;
}

const kinds: Readonly<Record<string, Kind>> = {
  webhook: { word: 'Webhook', icon: Webhook },
  'app-event': { word: 'Event of this app', icon: Radio },
  manual: { word: 'By hand', icon: MousePointerClick },
  schedule: { word: 'Schedule', icon: Clock },
  'sqlite-change': { word: 'Table', icon: Table2 },
  'file-watch': { word: 'File', icon: FileDown },
  threshold: { word: 'Monitor', icon: Gauge },
  poll: { word: 'Web page or feed', icon: Rss },
  'flow-failed': { word: 'Failed flow', icon: TriangleAlert },
};

const unknownKind: Kind = { word: 'Trigger', icon: Zap };

/** How a repeated run was started. */
export const retryKind: Kind = { word: 'Retry', icon: RotateCcw };

/** The picture and word of an event's kind. */
export const kindOf = (kind: string): Kind => (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? unknownKind;
