import { type ReactElement, useRef } from 'react';
import { Popover } from 'react-aria-components';
import styles from './Menu.module.css';
import { type MenuEntry, MenuList } from './MenuList.tsx';

interface ContextMenuProps {
  label?: string | undefined;
  isOpen: boolean;
  /** Where it opens, in pixels from the top left of the window. */
  x: number;
  y: number;
  items: readonly MenuEntry[];
  onClose: () => void;
}

/** A menu at a point, for a right click. Everything in it also has a visible control. */
export const ContextMenu = ({ label = 'Commands', isOpen, x, y, items, onClose }: ContextMenuProps): ReactElement => {
  const point = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={point} className={styles.point} style={{ left: x, top: y }} aria-hidden="true" />
      <Popover
        key={`${x} ${y}`}
        triggerRef={point}
        isOpen={isOpen}
        onOpenChange={(next) => !next && onClose()}
        placement="bottom start"
        offset={0}
        aria-label={label}
        className={styles.popover ?? ''}
      >
        <MenuList
          label={label}
          items={items.map((item) =>
            item === 'separator'
              ? item
              : {
                  ...item,
                  onSelect: () => {
                    onClose();
                    item.onSelect();
                  },
                },
          )}
        />
      </Popover>
    </>
  );
};
