import { Notification } from 'electron';
import { addFailure, type FailedRun, type FailureNotice, noFailures, takeDue } from './group-failures.ts';

/** Shows notifications of the system; a click opens the screen they are about. */
export const createNotifier = (openScreen: (path: string) => void) => {
  // One that is forgotten by the collector no longer hears its click.
  const shown = new Set<Notification>();
  let failing = noFailures;
  let timer: NodeJS.Timeout | undefined;

  const show = (title: string, body: string, path: string): void => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    shown.add(notification);
    notification.on('click', () => openScreen(path));
    notification.on('close', () => shown.delete(notification));
    notification.on('failed', () => shown.delete(notification));
    notification.show();
  };
  const look = (): void => {
    clearTimeout(timer);
    const { notices, left, nextMs } = takeDue(failing, Date.now());
    failing = left;
    for (const { title, text, run } of notices as FailureNotice[]) show(title, text, `/activity/${run}`);
    if (nextMs !== null) timer = setTimeout(look, nextMs - Date.now());
  };

  return {
    show,
    failed: (run: FailedRun): void => {
      failing = addFailure(failing, run, Date.now());
      look();
    },
    stop: (): void => clearTimeout(timer),
  };
};
