import { useEffect } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { isDesktop } from './client/bridge-wire.ts';
import { call, onPush, useConnection } from './client/connection.ts';
import { type Command, flattenCommands, useCommandStore } from './stores/commands.ts';
import { takeOffered } from './stores/offered.ts';

/** Screens register their commands one after another; the menu bar is told when they are through. */
const settleMs = 100;

const commandsNow = (): Command[] => flattenCommands(useCommandStore.getState().lists);

const showCommands = (): void => {
  const commands = commandsNow().map(({ id, title, group, kbd }) => ({ id, title, group, kbd }));
  // A menu that is late by one screen is no reason to complain to the person.
  call('desktop.showCommands', { commands }).catch(() => {});
};

const lookAtOffered = async (): Promise<void> => {
  if (await takeOffered()) navigate('/flows');
};

/** Joins this page to the desktop around it: its menu bar, its tray and the files opened with it. Nothing in a browser. */
export const useDesktop = (): void => {
  const isConnected = useConnection(({ state }) => state === 'open');
  useEffect(() => {
    if (!isDesktop() || !isConnected) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const showSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(showCommands, settleMs);
    };
    const stopShowing = useCommandStore.subscribe(({ lists }, before) => lists !== before.lists && showSoon());
    const stopListening = onPush((push) => {
      if (push.name === 'command.chosen')
        commandsNow()
          .find(({ id }) => id === push.data.id)
          ?.run();
      else if (push.name === 'screen.requested') navigate(push.data.path);
      else if (push.name === 'file.offered') void lookAtOffered();
    });
    showSoon();
    void lookAtOffered();
    return () => {
      clearTimeout(timer);
      stopShowing();
      stopListening();
    };
  }, [isConnected]);
};
