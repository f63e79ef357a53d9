import {
  Database,
  DatabaseSearch,
  FilePen,
  Funnel,
  Globe,
  Hourglass,
  type LucideIcon,
  Megaphone,
  MousePointerClick,
  OctagonX,
  Puzzle,
  Radio,
  Reply,
  Route,
  Split,
  TableRowsSplit,
  WandSparkles,
  Webhook,
} from 'lucide-react';
import type { ReactElement } from 'react';

/** The pictures node types name, by the name lucide has for them. */
const icons: Readonly<Record<string, LucideIcon>> = {
  database: Database,
  'database-search': DatabaseSearch,
  'file-pen': FilePen,
  funnel: Funnel,
  globe: Globe,
  hourglass: Hourglass,
  megaphone: Megaphone,
  'mouse-pointer-click': MousePointerClick,
  'octagon-x': OctagonX,
  radio: Radio,
  reply: Reply,
  route: Route,
  split: Split,
  'table-rows-split': TableRowsSplit,
  'wand-sparkles': WandSparkles,
  webhook: Webhook,
};

/** The picture of a node type (`NodeDescription.icon`); one that is not known here gets a puzzle piece. */
export const StepIcon = ({ icon, size = 20 }: { icon: string; size?: number | undefined }): ReactElement => {
  const Icon = icons[icon] ?? Puzzle;
  return <Icon size={size} aria-hidden="true" />;
};
