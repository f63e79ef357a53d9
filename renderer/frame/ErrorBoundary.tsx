import { Bug } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import styles from './ErrorBoundary.module.css';

interface ErrorBoundaryProps {
  children: ReactNode;
  /** Called before the screen is shown again. */
  onReset: () => void;
  /** What is kept, in a sentence: "Your flow is saved." */
  keepText: string;
}

interface ErrorBoundaryState {
  details: string | undefined;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Stands between a screen that broke and the rest of the app: says whose mistake it is and what is kept. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { details: undefined };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { details: wordsOf(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ details: `${wordsOf(error)}\n${info.componentStack ?? ''}` });
  }

  reset = (): void => {
    this.props.onReset();
    this.setState({ details: undefined });
  };

  override render(): ReactNode {
    const { details } = this.state;
    if (details === undefined) return this.props.children;
    return (
      <div role="alert" className={styles.broken}>
        <span className={styles.icon}>
          <Bug size={20} aria-hidden="true" />
        </span>
        <h2 className="type-section">WhenThen made a mistake (not you).</h2>
        <p className={styles.text}>{this.props.keepText} Reload to go on. If it happens again, send us the details.</p>
        <div className={styles.actions}>
          <Button kind="primary" onPress={this.reset}>
            Reload
          </Button>
          <CopyButton text={details} label="Copy details" size="normal" />
        </div>
      </div>
    );
  }
}
