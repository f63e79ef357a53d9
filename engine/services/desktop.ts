import type { Desktop } from '../contract/desktop.ts';
import type { Handlers } from '../contract/methods.ts';
import { personFault } from '../model/fault.ts';

const notHere = () =>
  personFault('desktop.not-here', 'This is only possible in the desktop window of WhenThen.', {
    fix: 'Start WhenThen as a desktop app and do it there.',
  });

/** Hands calls to the desktop shell; without one they are refused. */
export const desktopHandlers = (
  desktop: Desktop | null,
): Pick<
  Handlers,
  'desktop.settings' | 'desktop.change' | 'desktop.showCommands' | 'desktop.takeOffered' | 'desktop.restartToUpdate'
> => {
  const shell = (): Desktop => {
    if (desktop) return desktop;
    throw notHere();
  };
  return {
    'desktop.settings': () => shell().settings(),
    'desktop.change': (change) => shell().change(change),
    'desktop.showCommands': ({ commands }) => {
      shell().showCommands(commands);
      return null;
    },
    'desktop.takeOffered': () => shell().takeOffered(),
    'desktop.restartToUpdate': () => {
      shell().restartToUpdate();
      return null;
    },
  };
};
