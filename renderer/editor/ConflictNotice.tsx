import type { ReactElement } from 'react';
import { resolveConflict, useEditor } from '../stores/editor.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

/** Two windows changed the same flow: nothing is overwritten until the person has chosen. */
export const ConflictNotice = (): ReactElement | null => {
  const isConflict = useEditor(({ save }) => save === 'conflict');
  if (!isConflict) return null;
  return (
    <Banner
      tone="warn"
      title="This flow was changed in another window."
      action={
        <>
          <Button size="small" onPress={() => void resolveConflict('theirs')}>
            Load that version
          </Button>
          <Button size="small" onPress={() => void resolveConflict('mine')}>
            Keep mine
          </Button>
        </>
      }
    >
      Your changes are kept in this window only, until you choose.
    </Banner>
  );
};
