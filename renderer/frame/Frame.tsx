import { Search } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { openPalette } from '../stores/commands.ts';
import { Announcer } from '../ui/Announcer.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Toaster } from '../ui/Toaster.tsx';
import { CommandPalette, type FindMore } from './CommandPalette.tsx';
import styles from './Frame.module.css';
import { type Badges, Rail } from './Rail.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useGlobalKeys } from './use-global-keys.ts';
import { useScreenCommands } from './use-screen-commands.ts';

interface FrameProps {
  children: ReactNode;
  /** The right end of the top bar. */
  topBar?: ReactNode;
  /** Takes the place of the whole top bar, for the editor. */
  bar?: ReactNode;
  badges?: Badges | undefined;
  /** Narrows the rail to its icons, until the person widens it. */
  isCompact?: boolean | undefined;
  /** Looks for flows and runs while someone types in the command palette. */
  findMore?: FindMore | undefined;
}

const railKey = 'whenthen.rail';

/** What is around every screen: rail, top bar, command palette, shortcuts, messages. */
export const Frame = ({
  children,
  topBar,
  bar,
  badges = {},
  isCompact = false,
  findMore,
}: FrameProps): ReactElement => {
  const [isNarrow, setNarrow] = useState(() => localStorage.getItem(railKey) === 'narrow');
  const [isWidened, setWidened] = useState(false);
  const screen = useRef<HTMLElement>(null);
  const isRailCompact = isCompact ? !isWidened : isNarrow;
  useGlobalKeys();
  useScreenCommands();

  const toggle = (): void => {
    if (isCompact) {
      setWidened(isRailCompact);
      return;
    }
    setNarrow(!isNarrow);
    localStorage.setItem(railKey, isNarrow ? 'wide' : 'narrow');
  };
  return (
    <div className={styles.app}>
      <button type="button" className={styles.skip} onClick={() => screen.current?.focus()}>
        Skip to the screen
      </button>
      <Rail badges={badges} isCompact={isRailCompact} onToggle={toggle} />
      <div className={styles.stage}>
        {bar ?? (
          <header className={styles.bar}>
            <button type="button" className={styles.find} aria-keyshortcuts="Control+K" onClick={openPalette}>
              <Search size={14} aria-hidden="true" />
              <span className={styles.findWords}>Search or jump to…</span>
              <Kbd keys="$mod+K" />
            </button>
            <div className={styles.right}>{topBar}</div>
          </header>
        )}
        <main ref={screen} tabIndex={-1} className={styles.screen}>
          {children}
        </main>
      </div>
      <CommandPalette findMore={findMore} />
      <ShortcutSheet />
      <Toaster />
      <Announcer />
    </div>
  );
};
