import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { FlowCard } from '../client/types.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { whyAttention } from './flow-words.ts';

const namedAtMost = 2;

const list = (flows: readonly FlowCard[]): string => {
  const named = flows.slice(0, namedAtMost).map((flow) => `${flow.name} (${whyAttention(flow)})`);
  const more = flows.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
};

/** Where a single flow that calls is looked at: its last failed run, else the flow itself. */
const placeOf = (flow: FlowCard): string => {
  const failed = flow.recent.find(({ status }) => status === 'failed');
  return failed && flow.pausedReason === null ? `/activity/${failed.id}` : `/flows/${flow.id}`;
};

interface AttentionBandProps {
  flows: readonly FlowCard[];
  onReview: () => void;
}

/** One line above the list for every flow that calls for its person. */
export const AttentionBand = ({ flows, onReview }: AttentionBandProps): ReactElement | null => {
  const [first] = flows;
  if (!first) return null;
  const review = (): void => (flows.length === 1 ? navigate(placeOf(first)) : onReview());
  return (
    <Banner
      tone="warn"
      title={flows.length === 1 ? '1 flow needs you' : `${flows.length} flows need you`}
      action={
        <Button size="small" onPress={review}>
          Review
        </Button>
      }
    >
      {list(flows)}
    </Banner>
  );
};
