import { type ReactElement, useId, useMemo, useRef } from 'react';
import type { Flow, FlowEdge, Inspection } from '../../client/types.ts';
import { cardSize } from '../../stores/flow-edits.ts';
import { edgeKey, orderSteps } from '../../stores/flow-graph.ts';
import { classes } from '../../ui/classes.ts';
import { useExtent } from '../../ui/use-extent.ts';
import { useNodeTypes } from '../step-card/node-types.ts';
import { StepCard } from '../step-card/StepCard.tsx';
import {
  cardHeightOf,
  failedPort,
  lineTop,
  lookAtSteps,
  nameStep,
  portPlace,
  type RunFate,
  type StepLook,
} from '../step-card/step-look.ts';
import styles from './FlowPicture.module.css';
import { type Spot, smoothStep } from './smooth-step.ts';

interface FlowPictureProps {
  document: Flow;
  inspection: Inspection;
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** How each step fared in a run; a step that is missing was not reached. Without it, the flow as it is. */
  statuses?: Record<string, RunFate> | undefined;
  activeStep?: string | null | undefined;
  onPick?: ((step: string) => void) | undefined;
}

const margin = 16;
/** Cards are never drawn larger than on the canvas. */
const largest = 1;

interface Extent {
  left: number;
  top: number;
  width: number;
  height: number;
}

const extentOf = ({ nodes }: Flow, looks: ReadonlyMap<string, StepLook>): Extent => {
  if (nodes.length === 0) return { left: 0, top: 0, width: cardSize.width, height: cardSize.height };
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const right = Math.max(...nodes.map(({ position }) => position.x + cardSize.width));
  const bottom = Math.max(
    ...nodes.map(({ id, position }) => position.y + cardHeightOf(looks.get(id) ?? { branches: [] })),
  );
  return { left, top, width: right - left, height: bottom - top };
};

const isWalked = (edge: FlowEdge, statuses: FlowPictureProps['statuses']): boolean => {
  const [from, to] = [statuses?.[edge.from], statuses?.[edge.to]];
  const reached = (fate: RunFate | undefined): boolean => fate !== undefined && fate !== 'not-reached';
  return statuses === undefined || (reached(from) && reached(to));
};

interface LinesProps extends Pick<FlowPictureProps, 'document' | 'statuses'> {
  looks: ReadonlyMap<string, StepLook>;
  extent: Extent;
}

const Lines = ({ document, looks, extent, statuses }: LinesProps): ReactElement => {
  const arrow = useId();
  const places = new Map(document.nodes.map(({ id, position }) => [id, position]));
  return (
    <svg className={styles.lines} width={extent.width} height={extent.height} aria-hidden="true">
      <defs>
        <marker
          id={arrow}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path className={styles.arrow} d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {document.edges.map((edge) => {
        const [from, to, look] = [places.get(edge.from), places.get(edge.to), looks.get(edge.from)];
        if (!from || !to || !look) return null;
        const port = portPlace(look, edge.port);
        const start = { x: from.x + port.x - extent.left, y: from.y + port.y - extent.top };
        const end = { x: to.x - extent.left, y: to.y + lineTop - extent.top };
        return (
          <path
            key={edgeKey(edge)}
            d={smoothStep(start, end, edge.port === failedPort)}
            className={classes(
              styles.line,
              edge.port === failedPort && styles.failed,
              !isWalked(edge, statuses) && styles.unreached,
            )}
            markerEnd={`url(#${arrow})`}
          />
        );
      })}
    </svg>
  );
};

interface PlacedCardProps extends Pick<FlowPictureProps, 'onPick'> {
  look: StepLook;
  place: Spot;
  detail: 'full' | 'short' | 'title';
  isActive: boolean;
}

const PlacedCard = ({ look, place, detail, isActive, onPick }: PlacedCardProps): ReactElement => {
  const card = <StepCard look={look} isActive={isActive} detail={detail} />;
  const style = { left: place.x, top: place.y };
  if (!onPick)
    return (
      <div className={styles.place} style={style}>
        {card}
      </div>
    );
  return (
    <button
      type="button"
      className={styles.place}
      style={style}
      aria-label={nameStep(look)}
      aria-current={isActive || undefined}
      onClick={() => onPick(look.id)}
    >
      {card}
    </button>
  );
};

/** A flow as a still picture that fits its place. With `onPick` its cards are buttons, in the order of the flow. */
export const FlowPicture = ({
  document,
  inspection,
  label,
  statuses,
  activeStep = null,
  onPick,
}: FlowPictureProps): ReactElement => {
  const frame = useRef<HTMLElement>(null);
  const [width, height] = [useExtent(frame, 'row'), useExtent(frame, 'column')];
  const types = useNodeTypes();
  const looks = useMemo(
    () => lookAtSteps({ document, inspection, types, fates: statuses }),
    [document, inspection, types, statuses],
  );
  const extent = useMemo(() => extentOf(document, looks), [document, looks]);
  const scale =
    width === undefined || height === undefined
      ? 0
      : Math.max(0, Math.min(largest, (width - 2 * margin) / extent.width, (height - 2 * margin) / extent.height));
  const detail = scale >= 0.5 ? 'full' : scale >= 0.3 ? 'short' : 'title';
  const places = new Map<string, { x: number; y: number }>(document.nodes.map(({ id, position }) => [id, position]));
  return (
    <figure ref={frame} className={styles.picture} aria-label={label}>
      <div
        className={styles.board}
        style={{
          width: extent.width,
          height: extent.height,
          transform: `translate(${((width ?? 0) - extent.width * scale) / 2}px, ${((height ?? 0) - extent.height * scale) / 2}px) scale(${scale})`,
        }}
      >
        <Lines document={document} looks={looks} extent={extent} statuses={statuses} />
        {orderSteps(document).map((id) => {
          const [look, at] = [looks.get(id), places.get(id)];
          if (!look || !at) return null;
          const place = { x: at.x - extent.left, y: at.y - extent.top };
          return <PlacedCard key={id} {...{ look, place, detail, onPick }} isActive={id === activeStep} />;
        })}
      </div>
    </figure>
  );
};
