import type { ReactElement } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import { Spinner } from './Spinner.tsx';
import styles from './Switch.module.css';

interface SwitchProps {
  /** What it turns on, for screen readers: "Stripe payments". */
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** While the change is under way: the wheel turns and a press does nothing. */
  isBusy?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

/** Turns something on or off at once. */
export const Switch = ({ label, isOn, onChange, isBusy = false, isDisabled = false }: SwitchProps): ReactElement => (
  <AriaSwitch
    aria-label={isBusy ? `${label}, working` : label}
    isSelected={isOn}
    onChange={onChange}
    isReadOnly={isBusy}
    isDisabled={isDisabled}
    className={styles.switch ?? ''}
  >
    <span className={styles.track}>
      <span className={styles.knob}>{isBusy && <Spinner />}</span>
    </span>
  </AriaSwitch>
);
