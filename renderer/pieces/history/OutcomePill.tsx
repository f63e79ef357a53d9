import type { ReactElement } from 'react';
import { Pill } from '../../ui/Pill.tsx';
import type { Outcome } from './outcomes.ts';

/** An outcome as a pill: picture, word, colour. */
export const OutcomePill = ({
  outcome: { word, icon, tone },
  size = 'small',
}: {
  outcome: Outcome;
  size?: 'normal' | 'small';
}): ReactElement => (
  <Pill tone={tone} icon={icon} size={size}>
    {word}
  </Pill>
);
