import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { focusStep } from '../pieces/flow-actions/cursor.ts';
import { MappingContext } from '../pieces/template-field/mapping.ts';
import { useSelection } from '../stores/selection.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { SplitPane } from '../ui/SplitPane.tsx';
import { useExtent } from '../ui/use-extent.ts';
import styles from './Dock.module.css';
import { InColumn } from './InColumn.tsx';
import { OutColumn } from './OutColumn.tsx';
import { SetUpColumn } from './SetUpColumn.tsx';
import { useOpenStep } from './use-step.ts';

type Column = 'in' | 'set-up' | 'out';

const columns = [
  { id: 'in', label: 'What arrived' },
  { id: 'set-up', label: 'Set up' },
  { id: 'out', label: 'What would happen' },
] as const;

/** Below this width three columns leave no room for the one in the middle. */
const wideFrom = 1040;

/** Esc leads from a field back to the step it belongs to. What is open over the dock closes first. */
const useWayBack = (box: RefObject<HTMLDivElement | null>): void => {
  useEffect(() => {
    const dock = box.current;
    const back = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      focusStep(useSelection.getState().activeStep);
    };
    dock?.addEventListener('keydown', back);
    return () => dock?.removeEventListener('keydown', back);
  }, [box]);
};

/** What arrived · how the open step is set up · what would happen. Side by side, or one at a time where it is narrow. */
export const Dock = (): ReactElement => {
  const step = useOpenStep();
  const active = useSelection(({ activeStep }) => activeStep);
  const box = useRef<HTMLDivElement>(null);
  useWayBack(box);
  const width = useExtent(box, 'row');
  const [column, setColumn] = useState<Column>('set-up');
  const isWide = width === undefined || width >= wideFrom;
  return (
    <div ref={box} className={styles.dock}>
      {!step && active !== null && <Skeleton lines={4} />}
      {!step && active === null && (
        <p className={styles.none}>Choose a step to see what arrives, how it is set up, and what would happen.</p>
      )}
      {step && (
        <MappingContext.Provider value={step.mapping}>
          {isWide ? (
            <SplitPane
              direction="row"
              storageKey="whenthen.dock.in"
              defaultSize={300}
              minFirst={260}
              minSecond={640}
              label="Width of what arrived"
            >
              <InColumn
                key={step.node.id}
                mapping={step.mapping}
                description={step.description}
                trigger={step.trigger}
              />
              <SplitPane
                direction="row"
                storageKey="whenthen.dock.set-up"
                defaultSize={480}
                minFirst={380}
                minSecond={260}
                label="Width of set up"
              >
                <SetUpColumn step={step} />
                <OutColumn key={step.node.id} step={step} />
              </SplitPane>
            </SplitPane>
          ) : (
            <>
              <div className={styles.narrow}>
                <Segmented label="Column" value={column} options={columns} onChange={setColumn} />
              </div>
              {column === 'in' && (
                <InColumn
                  key={step.node.id}
                  mapping={step.mapping}
                  description={step.description}
                  trigger={step.trigger}
                />
              )}
              {column === 'set-up' && <SetUpColumn step={step} />}
              {column === 'out' && <OutColumn key={step.node.id} step={step} />}
            </>
          )}
        </MappingContext.Provider>
      )}
    </div>
  );
};
