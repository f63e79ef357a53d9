import { Plus } from 'lucide-react';
import { type ReactElement, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { ask } from '../pieces/flow-actions/asking.ts';
import { useCursor } from '../pieces/flow-actions/cursor.ts';
import { addLoose } from '../pieces/flow-actions/edit-steps.ts';
import { FlowQuestions } from '../pieces/flow-actions/FlowQuestions.tsx';
import { stepMenu } from '../pieces/flow-actions/step-menu.ts';
import { useFlowEvents } from '../pieces/flow-actions/use-flow-events.ts';
import { firstStep } from '../pieces/flow-actions/walk.ts';
import { useNodeList } from '../pieces/step-card/node-types.ts';
import { useLooks } from '../pieces/step-card/use-looks.ts';
import { useCommands } from '../stores/commands.ts';
import { useEditor } from '../stores/editor.ts';
import { Button } from '../ui/Button.tsx';
import { ContextMenu } from '../ui/ContextMenu.tsx';
import styles from './FlowList.module.css';
import { ListNotes } from './ListNotes.tsx';
import { BranchRow, JumpRow, StepRow } from './ListRows.tsx';
import { listCommands } from './list-commands.ts';
import { type OutlineRow, outlineFlow } from './outline.ts';

/** Gives the focus to the row it is wanted at, and keeps one row that Tab stops at. */
const useRowFocus = (list: RefObject<HTMLElement | null>): void => {
  const wanted = useCursor((cursor) => cursor.wanted);
  const first = useRef(wanted);
  useEffect(() => {
    if (first.current === wanted) return;
    const { step } = useCursor.getState();
    const row =
      step === null ? list.current : list.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  }, [wanted, list]);
  const nodes = useEditor((state) => state.document.nodes);
  const cursor = useCursor((state) => state.step);
  useEffect(() => {
    if (!nodes.some(({ id }) => id === cursor)) {
      const step = firstStep(useEditor.getState().document);
      if (step !== cursor) useCursor.setState({ step });
    }
  }, [nodes, cursor]);
};

const Begin = (): ReactElement => {
  const starts = useNodeList().filter(({ kind }) => kind === 'trigger');
  return (
    <div className={styles.begin}>
      <b>When should this happen?</b>
      <div className={styles.starts}>
        {starts.map((kind) => (
          <button key={kind.type} type="button" className={styles.start} onClick={() => addLoose(kind, { x: 0, y: 0 })}>
            <FamilyIcon name={kind.icon} family={kind.family} size={18} />
            <span>
              <b>{kind.title}</b>
              <span className={styles.startWords}>{kind.description}</span>
            </span>
          </button>
        ))}
      </div>
    </div>
  );
};

/** The flow that is open as a list: the same flow, the same actions, and nothing that needs a pointer (ux.md 2.12). */
export const FlowList = (): ReactElement => {
  const list = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const [menu, setMenu] = useState<{ step: string; x: number; y: number } | null>(null);
  const looks = useLooks();
  const flow = useEditor((state) => state.document);
  const rows = useMemo(() => outlineFlow(flow, looks), [flow, looks]);
  const rowsNow = useRef<readonly OutlineRow[]>(rows);
  useEffect(() => {
    rowsNow.current = rows;
  }, [rows]);
  const commands = useMemo(() => listCommands(() => rowsNow.current), []);
  const openMenu = useCallback((step: string, x: number, y: number): void => setMenu({ step, x, y }), []);
  useCommands(commands);
  useFlowEvents(list, commands);
  useRowFocus(list);

  const addStep = (): void => {
    const box = add.current?.getBoundingClientRect();
    ask({ kind: 'add', place: { where: 'somewhere' }, point: { x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 } });
  };
  return (
    <div className={styles.screen}>
      <div ref={list} tabIndex={-1} data-region="flow" className={styles.list}>
        {rows.length === 0 ? (
          <Begin />
        ) : (
          <div role="treegrid" aria-label={`Steps of ${flow.name}`} className={styles.rows}>
            {rows.map((row) => {
              if (row.kind === 'branch') return <BranchRow key={row.key} row={row} />;
              if (row.kind === 'jump') return <JumpRow key={row.key} row={row} />;
              const look = looks.get(row.step);
              return look && <StepRow key={row.key} look={look} level={row.level} onMenu={openMenu} />;
            })}
          </div>
        )}
        {rows.length > 0 && (
          <div className={styles.more}>
            <Button ref={add} size="small" icon={Plus} onPress={addStep}>
              {rows.length === 1 ? 'Then what?' : 'Add a step'}
            </Button>
          </div>
        )}
        <ListNotes />
      </div>
      {menu && (
        <ContextMenu
          label="This step"
          isOpen
          x={menu.x}
          y={menu.y}
          items={stepMenu(menu.step, 'in-line')}
          onClose={() => setMenu(null)}
        />
      )}
      <FlowQuestions />
    </div>
  );
};
