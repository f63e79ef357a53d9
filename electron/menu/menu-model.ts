import type { ShownCommand } from '../../engine/contract/desktop.ts';
import { acceleratorOf } from './accelerator.ts';

/** What the operating system does by itself. */
export type Role =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'front'
  | 'close'
  | 'toggleDevTools';

/** What the shell does. */
export type ShellAct = 'quit' | 'open-data-folder' | 'show-version';

export type MenuEntry =
  | { kind: 'line' }
  | { kind: 'role'; role: Role }
  | { kind: 'act'; act: ShellAct; label: string; keys?: string }
  | { kind: 'command'; id: string; label: string; keys: string | undefined; isEnabled: boolean }
  | { kind: 'menu'; label: string; entries: MenuEntry[] };

export interface MenuQuestion {
  /** Every command the screens have told of, with whether it can be used now. */
  commands: readonly (ShownCommand & { isThere: boolean })[];
  platform: NodeJS.Platform;
  appName: string;
  hasDevTools: boolean;
}

type Home = 'file' | 'flow' | 'step' | 'run' | 'go' | 'canvas' | 'list' | 'help';

/** The menu a heading of the command palette belongs to. */
const homes: { [group: string]: Home } = {
  Flows: 'file',
  Connections: 'file',
  'Edit the flow': 'flow',
  'This step': 'step',
  Canvas: 'canvas',
  List: 'list',
  'Go to': 'go',
  Help: 'help',
};

const trying = /^(flow\.(test|run)|step\.test)/;
/** The Edit menu does these for whatever has the focus, steps included. */
const byTheSystem = /\.(copy|cut|paste)$/;

/** Where a command stands; a heading nobody thought of stands with what is done to a flow. */
export const homeOf = ({ id, group }: Pick<ShownCommand, 'id' | 'group'>): Home =>
  trying.test(id) ? 'run' : (homes[group] ?? 'flow');

const line: MenuEntry = { kind: 'line' };
const roles = (...names: Role[]): MenuEntry[] => names.map((role) => ({ kind: 'role', role }));
const menu = (label: string, entries: MenuEntry[]): MenuEntry[] =>
  entries.length === 0 ? [] : [{ kind: 'menu', label, entries }];
/** Parts with a line between those that are not empty. */
const parts = (...groups: MenuEntry[][]): MenuEntry[] =>
  groups.filter((group) => group.length > 0).flatMap((group, index) => (index === 0 ? group : [line, ...group]));

/**
 * The whole menu bar. Each command of the screens has a place in it with its keys; what cannot be used on the screen that is
 * open is there and grey.
 */
export const menuBar = ({ commands, platform, appName, hasDevTools }: MenuQuestion): MenuEntry[] => {
  const isMac = platform === 'darwin';
  const shown = commands.filter(({ id }) => !byTheSystem.test(id));
  const at = (home: Home): MenuEntry[] =>
    shown
      .filter((command) => homeOf(command) === home)
      .map(({ id, title, kbd, isThere }) => ({
        kind: 'command',
        id,
        label: title,
        keys: acceleratorOf(kbd, platform),
        isEnabled: isThere,
      }));
  const quit: MenuEntry = { kind: 'act', act: 'quit', label: `Quit ${appName}`, keys: 'CommandOrControl+Q' };
  const about: MenuEntry[] = isMac ? [] : [{ kind: 'act', act: 'show-version', label: `About ${appName}` }];
  return [
    ...(isMac
      ? menu(appName, parts(roles('about'), roles('services'), roles('hide', 'hideOthers', 'unhide'), [quit]))
      : []),
    ...menu(
      'File',
      parts(
        at('file'),
        [{ kind: 'act', act: 'open-data-folder', label: 'Show data folder' }],
        isMac ? roles('close') : [...roles('close'), quit],
      ),
    ),
    ...menu('Edit', parts(roles('undo', 'redo'), roles('cut', 'copy', 'paste', 'selectAll'))),
    ...menu(
      'View',
      parts(
        at('go'),
        [...menu('Canvas', at('canvas')), ...menu('List', at('list'))],
        roles('togglefullscreen'),
        hasDevTools ? roles('toggleDevTools') : [],
      ),
    ),
    ...menu('Flow', parts(at('flow'), menu('Step', at('step')))),
    ...menu('Run', at('run')),
    ...menu('Window', isMac ? roles('minimize', 'zoom', 'front') : roles('minimize', 'zoom')),
    ...menu('Help', parts(at('help'), about)),
  ];
};

/** Commands told of before and now, the newest words of each; what is not on screen now is not there. */
export const rememberCommands = (
  known: readonly ShownCommand[],
  now: readonly ShownCommand[],
): (ShownCommand & { isThere: boolean })[] => {
  const present = new Map(now.map((command) => [command.id, command]));
  const before = new Set(known.map(({ id }) => id));
  return [
    ...known.map((command) => ({ ...(present.get(command.id) ?? command), isThere: present.has(command.id) })),
    ...[...present.values()].filter(({ id }) => !before.has(id)).map((command) => ({ ...command, isThere: true })),
  ];
};
