import {
  Bell,
  Braces,
  Brain,
  CalendarClock,
  ClipboardCheck,
  ClipboardPen,
  Clock,
  CopyX,
  DatabaseSearch,
  FileDown,
  FileOutput,
  FilePen,
  FileSpreadsheet,
  FolderSearch,
  Funnel,
  Gauge,
  Globe,
  Hand,
  Hourglass,
  Layers,
  type LucideIcon,
  Mail,
  Megaphone,
  Merge,
  MessageSquare,
  MessagesSquare,
  MousePointerClick,
  OctagonX,
  Play,
  Puzzle,
  Radio,
  Repeat,
  Reply,
  Route,
  Rss,
  Sheet,
  Siren,
  Sparkles,
  Split,
  Table2,
  TableRowsSplit,
  Terminal,
  Timer,
  WandSparkles,
  Webhook,
  Workflow,
  Zap,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { Family } from '../client/types.ts';

/** The pictures of node types by the name their description gives (ux.md 7.2). */
export const pictures: Readonly<Record<string, LucideIcon>> = {
  bell: Bell,
  braces: Braces,
  brain: Brain,
  'calendar-clock': CalendarClock,
  'clipboard-check': ClipboardCheck,
  'clipboard-pen': ClipboardPen,
  clock: Clock,
  'copy-x': CopyX,
  'database-search': DatabaseSearch,
  'file-down': FileDown,
  'file-output': FileOutput,
  'file-pen': FilePen,
  'file-spreadsheet': FileSpreadsheet,
  'folder-search': FolderSearch,
  funnel: Funnel,
  gauge: Gauge,
  hand: Hand,
  globe: Globe,
  hourglass: Hourglass,
  layers: Layers,
  mail: Mail,
  megaphone: Megaphone,
  merge: Merge,
  'message-square': MessageSquare,
  'messages-square': MessagesSquare,
  'mouse-pointer-click': MousePointerClick,
  'octagon-x': OctagonX,
  puzzle: Puzzle,
  radio: Radio,
  repeat: Repeat,
  reply: Reply,
  route: Route,
  rss: Rss,
  sheet: Sheet,
  siren: Siren,
  sparkles: Sparkles,
  split: Split,
  'table-2': Table2,
  'table-rows-split': TableRowsSplit,
  timer: Timer,
  terminal: Terminal,
  'wand-sparkles': WandSparkles,
  webhook: Webhook,
  workflow: Workflow,
};

const ofFamily: Readonly<Record<Family, LucideIcon>> = { when: Zap, prepare: WandSparkles, check: Split, then: Play };

interface StepIconProps {
  /** `NodeDescription.icon`. */
  name: string;
  size?: number | undefined;
  /** Whose picture stands in for a name that is not known. */
  family?: Family | undefined;
}

/** The picture of a kind of step. Decoration: the words beside it say the same. */
export const StepIcon = ({ name, size = 18, family = 'then' }: StepIconProps): ReactElement => {
  const Picture = (Object.hasOwn(pictures, name) ? pictures[name] : undefined) ?? ofFamily[family];
  return <Picture size={size} aria-hidden="true" />;
};
