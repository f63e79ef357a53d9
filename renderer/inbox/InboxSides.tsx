import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { Segmented } from '../ui/Segmented.tsx';

const sides = [
  { id: 'inbox', label: 'Received' },
  { id: 'practice', label: 'Sent in practice' },
] as const;

/** The two sides of the Inbox: what came in, and what would have gone out. */
export const InboxSides = ({ side }: { side: (typeof sides)[number]['id'] }): ReactElement => {
  const [, navigate] = useLocation();
  return <Segmented label="Side of the Inbox" value={side} options={sides} onChange={(next) => navigate(`/${next}`)} />;
};
