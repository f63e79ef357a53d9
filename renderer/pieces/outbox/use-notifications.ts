import { useEffect } from 'react';
import { isDesktop } from '../../client/bridge-wire.ts';
import { onPush } from '../../client/connection.ts';
import { toast } from '../../ui/toasts.ts';

/** A notification of the desktop, where the person allowed this page to show some; it is never asked for here. */
const showOnDesktop = (id: string, title: string, body: string): void => {
  // The desktop window's own shell shows them, also while the window is closed.
  if (isDesktop() || !('Notification' in window) || Notification.permission !== 'granted') return;
  // Several open pages show one: the desktop replaces a notification with the same tag.
  new Notification(title, { body, tag: id });
};

/** Shows what flows want to tell, in this window and, if allowed, on the desktop; mount once. */
export const useNotifications = (): void => {
  useEffect(
    () =>
      onPush((push) => {
        if (push.name !== 'notification.raised') return;
        const { id, title, text } = push.data;
        toast({ tone: 'info', title, text });
        if (!document.hasFocus()) showOnDesktop(id, title, text);
      }),
    [],
  );
};
