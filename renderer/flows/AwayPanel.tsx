import { MoonStar } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useAction, useCall } from '../client/queries.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toasts.ts';
import { AwaySheet } from './AwaySheet.tsx';
import { isWorthTelling, sayAway } from './away-words.ts';

/** What happened while nobody looked, above the list, until it is put away. What asks stays until it is decided. */
export const AwayPanel = (): ReactElement | null => {
  const { data: report } = useCall('away.report', {});
  const dismiss = useAction('away.dismiss');
  const [isOpen, setOpen] = useState(false);
  const putAway = (): void =>
    dismiss.mutate({}, { onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }) });
  if (!report || !(isOpen || isWorthTelling(report))) return null;
  const canPutAway = report.missed.length + report.caughtUp.length + report.gaps.length > 0;
  return (
    <section aria-label="While you were away">
      <Banner
        tone="info"
        icon={MoonStar}
        title="While you were away"
        onDismiss={canPutAway ? putAway : undefined}
        action={
          <Button size="small" onPress={() => setOpen(true)}>
            {report.waiting.length > 0 ? 'Decide' : 'Look'}
          </Button>
        }
      >
        {sayAway(report)}
      </Banner>
      <AwaySheet report={report} isOpen={isOpen} onClose={() => setOpen(false)} />
    </section>
  );
};
