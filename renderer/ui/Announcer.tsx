import type { ReactElement } from 'react';
import { useAnnouncement } from './announcer.ts';

/** The live region `announce` speaks through; mount it once. */
export const Announcer = (): ReactElement => {
  const { text, turn } = useAnnouncement();
  return (
    <div aria-live="polite" className="only-read-aloud" data-live-announcer="true">
      <span key={turn}>{text}</span>
    </div>
  );
};
