import type { ReactElement } from 'react';
import type { Family } from '../client/types.ts';
import styles from './FamilyIcon.module.css';
import { StepIcon } from './StepIcon.tsx';

/** The picture of a kind of step in the colour of its family. */
export const FamilyIcon = ({
  name,
  family,
  size = 16,
}: {
  name: string;
  family: Family;
  size?: number;
}): ReactElement => (
  <span className={styles.icon} data-family={family}>
    <StepIcon name={name} family={family} size={size} />
  </span>
);
