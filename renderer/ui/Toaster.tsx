import { X } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { toneIcons } from './Banner.tsx';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { type Countdown, createCountdown } from './countdown.ts';
import styles from './Feedback.module.css';
import { IconButton } from './IconButton.tsx';
import { maxVisible, shownFor, type Toast, useToasts } from './toasts.ts';

const ToastCard = ({ toast, isPaused }: { toast: Toast; isPaused: boolean }): ReactElement => {
  const dismiss = useToasts((store) => store.dismiss);
  const [countdown, setCountdown] = useState<Countdown>();
  const Icon = toneIcons[toast.tone];
  useEffect(() => {
    const next = createCountdown(shownFor(toast), () => dismiss(toast.id));
    setCountdown(next);
    return next.cancel;
  }, [toast, dismiss]);
  useEffect(() => (isPaused ? countdown?.pause() : countdown?.resume()), [countdown, isPaused]);
  const offers = [toast.action, toast.other].filter((offer) => offer !== undefined);
  return (
    <div className={classes(styles.toast, styles[toast.tone])}>
      <Icon size={16} aria-hidden="true" className={styles.toastIcon} />
      <div className={styles.toastWords}>
        <p className={styles.toastTitle}>{toast.title}</p>
        {toast.text !== undefined && <p className={styles.toastText}>{toast.text}</p>}
        {offers.length > 0 && (
          <div className={styles.toastAction}>
            {offers.map(({ label, onPress }, index) => (
              <Button
                key={label}
                size="small"
                kind={index === 0 ? 'plain' : 'quiet'}
                onPress={() => {
                  dismiss(toast.id);
                  onPress();
                }}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <span className={styles.toastClose}>
        <IconButton label="Dismiss" icon={X} size="small" placement="left" onPress={() => dismiss(toast.id)} />
      </span>
    </div>
  );
};

/** The corner where messages appear; mount it once. Time stands still while one is hovered or has the focus. */
export const Toaster = (): ReactElement => {
  const waiting = useToasts((store) => store.waiting);
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const corner = useRef<HTMLDivElement>(null);
  // A message that goes while it is hovered or focused does not say that it was left.
  useEffect(() => {
    if (waiting.length === 0) setHovered(false);
    setFocused(corner.current?.contains(document.activeElement) ?? false);
  }, [waiting]);
  return (
    <div
      ref={corner}
      role="status"
      aria-label="Messages"
      className={styles.toaster}
      data-react-aria-top-layer="true"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {waiting.slice(0, maxVisible).map((toast) => (
        <ToastCard key={toast.id} toast={toast} isPaused={isHovered || isFocused} />
      ))}
    </div>
  );
};
