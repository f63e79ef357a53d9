import {
  type Connection,
  type Edge,
  type IsValidConnection,
  type OnConnect,
  type OnConnectEnd,
  type OnConnectStart,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import type { FlowEdge } from '../client/types.ts';
import { ask } from '../pieces/flow-actions/asking.ts';
import { connectSteps, isTrigger } from '../pieces/flow-actions/edit-steps.ts';
import { useEditor } from '../stores/editor.ts';
import { whyNotConnect } from '../stores/flow-graph.ts';
import { announce } from '../ui/announcer.ts';
import { toast } from '../ui/toasts.ts';
import type { LineEdgeType } from './board-model.ts';
import { setBoard, useBoard } from './board-state.ts';

const edgeOfConnection = ({ source, sourceHandle, target }: Connection | Edge): FlowEdge =>
  ({ from: source, port: sourceHandle ?? 'out', to: target }) as FlowEdge;

const whyNot = (edge: FlowEdge): string | null => whyNotConnect(useEditor.getState().document, edge, isTrigger);

/** Connects two steps, or says why not. */
const tryConnect = (edge: FlowEdge): void => {
  const why = whyNot(edge);
  if (why === null) connectSteps(edge);
  else toast({ tone: 'warn', title: why });
};

const pointOf = (event: MouseEvent | TouchEvent): { x: number; y: number } => {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
};

/** The step under a point of the window. */
const stepAt = ({ x, y }: { x: number; y: number }): string | undefined =>
  (document.elementFromPoint(x, y)?.closest('[data-step]') as HTMLElement | null | undefined)?.dataset.step;

/** Drawing lines by dragging, by two clicks, and onto empty canvas for a new step. */
export const useConnecting = () => {
  const flow = useReactFlow();
  const store = useStoreApi();
  const disarm = useCallback((): void => {
    store.setState({ connectionClickStartHandle: null });
    setBoard({ armed: null });
  }, [store]);
  return useMemo(() => {
    const isValidConnection: IsValidConnection<LineEdgeType> = (connection) =>
      whyNot(edgeOfConnection(connection)) === null;
    const onConnect: OnConnect = (connection) => {
      setBoard({ armed: null });
      connectSteps(edgeOfConnection(connection));
    };
    const onConnectEnd: OnConnectEnd = (event, state) => {
      const { fromHandle, fromNode, isValid } = state;
      if (isValid || !fromHandle || !fromNode || fromHandle.type !== 'source') return;
      const point = pointOf(event);
      const [step, port] = [fromNode.id, fromHandle.id ?? 'out'];
      const target = stepAt(point);
      if (target !== undefined) {
        if (target !== step) tryConnect({ from: step, port, to: target } as FlowEdge);
        return;
      }
      const at = flow.screenToFlowPosition(point);
      ask({
        kind: 'add',
        place: { where: 'at', at: { x: at.x, y: at.y - 56 }, connect: { step, port } },
        point,
      });
    };
    const onClickConnectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
      if (nodeId === null) return;
      if (handleType !== 'source') {
        store.setState({ connectionClickStartHandle: null });
        return;
      }
      setBoard({ armed: { step: nodeId, port: handleId ?? 'out' } });
      announce('Choose the step to connect to');
    };
    /** A click on a card while a way out is armed. True when that is what the click was for. */
    const connectArmed = (target: string): boolean => {
      const { armed } = useBoard.getState();
      if (!armed) return false;
      disarm();
      tryConnect({ from: armed.step, port: armed.port, to: target } as FlowEdge);
      return true;
    };
    return {
      disarm,
      connectArmed,
      handlers: {
        isValidConnection,
        onConnect,
        onConnectEnd,
        onClickConnectStart,
        onClickConnectEnd: () => setBoard({ armed: null }),
      },
    };
  }, [flow, store, disarm]);
};
