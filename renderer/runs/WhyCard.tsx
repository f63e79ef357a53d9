import { ChevronDown, CircleAlert } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { useAction, useCall } from '../client/queries.ts';
import type { RunDetail, RunFix } from '../client/types.ts';
import { startFixing } from '../stores/fixing.ts';
import { openStep } from '../stores/selection.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classes } from '../ui/classes.ts';
import { toast } from '../ui/toasts.ts';
import cards from './Cards.module.css';
import type { RetryMode } from './RetryDialog.tsx';
import styles from './Run.module.css';
import { keptSteps, keptWords } from './retry-words.ts';

interface WhyCardProps {
  run: RunDetail;
  onRetry: (mode: RetryMode) => void;
}

const useFix = (run: RunDetail, onRetry: WhyCardProps['onRetry']): ((fix: RunFix) => void) => {
  const [, navigate] = useLocation();
  const dismiss = useAction('runs.dismiss', ['runs.show', 'runs.count']);
  return (fix) => {
    switch (fix.do) {
      case 'open-step':
        if (run.dataKept && run.failedNode !== null)
          startFixing({
            run: run.id,
            flow: run.flowId,
            step: run.nodes.findIndex(({ node }) => node === run.failedNode) + 1,
            keptWords: keptWords(run, keptSteps(run)),
          });
        openStep(fix.node, null);
        navigate(`/flows/${run.flowId}`);
        return;
      case 'edit-data':
        onRetry('edited');
        return;
      case 'retry':
        onRetry(run.failedNode === null ? 'all' : 'failed');
        return;
      case 'open-connections':
        navigate('/connections');
        return;
      case 'set-aside':
        dismiss.mutate(
          { run: run.id },
          { onSuccess: () => toast({ tone: 'ok', title: 'Set aside. It no longer asks for your attention.' }) },
        );
    }
  };
};

/** Whether a way out can be taken for this run as it is now. */
const isOpen = (fix: RunFix, run: RunDetail): boolean => {
  if (fix.do === 'set-aside') return run.attention;
  if (fix.do === 'edit-data' || fix.do === 'retry') return run.dataKept;
  return fix.do !== 'open-step' || run.currentVersion !== null;
};

/** Why a run stopped: what happened, why, what earlier runs say, and the ways out. */
export const WhyCard = ({ run, onRetry }: WhyCardProps): ReactElement | null => {
  const { data: why } = useCall('runs.explain', { run: run.id });
  const [isWhole, setWhole] = useState(false);
  const fix = useFix(run, onRetry);
  if (!why) return null;
  const details = JSON.stringify({ run: run.id, step: run.failedNode, error: run.error }, null, 2);
  return (
    <section aria-label="Why it stopped" className={cards.why}>
      <CircleAlert size={20} aria-hidden="true" />
      <div className={cards.whyWords}>
        <h2>{why.title}</h2>
        {why.isQuoted && <blockquote dir="auto">{why.body}</blockquote>}
        <p dir="auto">{[why.isQuoted ? '' : why.body, why.evidence ?? ''].join(' ').trim()}</p>
        <div className={cards.ways}>
          {why.fixes
            .filter((one) => isOpen(one, run))
            .map((one, place) => (
              <Button
                key={one.label}
                kind={place === 0 ? 'primary' : one.do === 'set-aside' ? 'quiet' : 'plain'}
                onPress={() => fix(one)}
              >
                {one.label}
              </Button>
            ))}
          <button
            type="button"
            aria-expanded={isWhole}
            className={classes(styles.details, cards.more)}
            onClick={() => setWhole(!isWhole)}
          >
            Details
            <ChevronDown size={14} aria-hidden="true" />
          </button>
        </div>
        {isWhole && (
          <div className={cards.raw}>
            <pre>{details}</pre>
            <CopyButton text={details} label="Copy details" />
          </div>
        )}
      </div>
    </section>
  );
};
