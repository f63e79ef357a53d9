import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useAction, useCall } from '../client/queries.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { sayMoment } from './away-words.ts';

/** Says that WhenThen ended without being stopped while runs were in progress, until it is put away. */
export const CrashNotice = (): ReactElement | null => {
  const { data: crash } = useCall('app.crash', {});
  const forget = useAction('app.forgetCrash', ['app.crash']);
  if (!crash) return null;
  const putAway = (): void => forget.mutate({});
  return (
    <Banner
      tone="warn"
      icon={TriangleAlert}
      title={`WhenThen closed unexpectedly at about ${sayMoment(crash.at)}`}
      onDismiss={putAway}
      action={
        <Button
          size="small"
          onPress={() => {
            putAway();
            navigate('/activity');
          }}
        >
          Review
        </Button>
      }
    >
      {crash.runs === 1 ? '1 run was in progress.' : `${crash.runs} runs were in progress.`} What may be repeated went
      on by itself; the rest waits for your decision.
    </Banner>
  );
};
