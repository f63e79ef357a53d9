import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react';
import type { MonitorRule, Reading } from '../../client/monitor.ts';
import { type Domain, domainOf, linePath, onStep, stepOf, valueAt, yOf } from './chart-scale.ts';
import styles from './Monitor.module.css';
import { sayNumber } from './monitor-words.ts';

const width = 560;
const height = 160;
/** Room above and below, so that a line at the very edge and its grip are whole. */
const margin = 8;

interface MonitorChartProps {
  readings: readonly Reading[];
  /** Where the rule would have started the flow. */
  fired: readonly Reading[];
  fromMs: number;
  toMs: number;
  /** Readings further apart than this are not joined. */
  longestGapMs: number;
  rule: MonitorRule;
  unit: string;
  /** Describes the picture; see {@link describeChart}. */
  describedBy: string;
  onLimit: (limit: number) => void;
}

const keySteps: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
};

/** A number over time, with a limit that can be dragged and moved with the arrow keys. */
export const MonitorChart = (props: MonitorChartProps): ReactElement => {
  const { readings, fired, fromMs, toMs, longestGapMs, rule, unit, describedBy, onLimit } = props;
  const picture = useRef<SVGSVGElement>(null);
  /** While the limit is dragged the picture stands still, or the line would run from the pointer. */
  const [held, setHeld] = useState<Domain | null>(null);
  const domain = held ?? domainOf(unit, readings, rule);
  const step = stepOf(domain);
  const place = (value: number): number => margin + yOf(value, domain, height - 2 * margin);
  const at = ({ atMs, value }: Reading) => ({ x: ((atMs - fromMs) / (toMs - fromMs)) * width, y: place(value) });
  const limitY = place(rule.limit);
  const backY = place(rule.backAt);

  const drag = (event: PointerEvent): void => {
    const box = picture.current?.getBoundingClientRect();
    if (!held || !box) return;
    const y = ((event.clientY - box.top) / box.height) * height - margin;
    const value = Math.min(domain.high, Math.max(domain.low, valueAt(y, domain, height - 2 * margin)));
    onLimit(onStep(value, step));
  };
  const press = (event: KeyboardEvent): void => {
    const steps = keySteps[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    onLimit(onStep(rule.limit + steps * (event.shiftKey ? 10 : 1) * step, step));
  };

  return (
    <svg
      ref={picture}
      className={styles.chart}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-describedby={describedBy}
    >
      <title>The number over time</title>
      {backY !== limitY && (
        <rect
          className={styles.band}
          x={0}
          width={width}
          y={Math.min(limitY, backY)}
          height={Math.abs(limitY - backY)}
        />
      )}
      <path className={styles.line} d={linePath(readings, at, longestGapMs)} />
      {fired.map((reading) => (
        // A line of no length with round ends is a dot that stays round however the picture is stretched.
        <path key={reading.atMs} className={styles.dot} d={`M${at(reading).x} ${at(reading).y}h0`} />
      ))}
      <g
        role="slider"
        tabIndex={0}
        aria-label="Limit"
        aria-orientation="vertical"
        aria-valuemin={domain.low}
        aria-valuemax={domain.high}
        aria-valuenow={rule.limit}
        aria-valuetext={sayNumber(rule.limit, unit)}
        className={styles.limit}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld(domain);
        }}
        onPointerMove={drag}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
      >
        <rect className={styles.grip} x={0} width={width} y={limitY - 12} height={24} />
        <line className={styles.limitLine} x1={0} x2={width} y1={limitY} y2={limitY} />
      </g>
    </svg>
  );
};
