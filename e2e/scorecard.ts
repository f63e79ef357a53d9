import type { Page } from '@playwright/test';

/**
 * What a task costs a person: presses, drags and keys, counted in the page itself, and an estimate after the keystroke-level
 * model (ux.md 10). Text that is pasted or belongs to the task is not counted as keys by calling `free`.
 */
export interface Cost {
  clicks: number;
  drags: number;
  keys: number;
}

export interface Limits {
  clicks: number;
  drags?: number;
  keys: number;
  klmSeconds: number;
  wallSeconds: number;
}

export interface Task {
  id: string;
  what: string;
  limits: Limits;
  cost: Cost;
  decisions: number;
  wallSeconds: number;
}

const seconds = { click: 1.3, drag: 2, key: 0.28, decision: 1.35 } as const;
/** A press that moves further than this is a drag. */
const dragPixels = 6;

/** Starts counting in a page, from now on. */
const startCounting = (page: Page): Promise<void> =>
  page.evaluate((pixels) => {
    const counts = { clicks: 0, drags: 0, keys: 0 };
    let from: { x: number; y: number } | undefined;
    const onDown = (event: PointerEvent): void => {
      from = { x: event.clientX, y: event.clientY };
    };
    const onUp = (event: PointerEvent): void => {
      if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > pixels) counts.drags += 1;
      else if (from) counts.clicks += 1;
      from = undefined;
    };
    const onDragEnd = (): void => {
      counts.drags += 1;
      from = undefined;
    };
    const onKey = ({ key, repeat }: KeyboardEvent): void => {
      if (!repeat && !['Shift', 'Control', 'Meta', 'Alt'].includes(key)) counts.keys += 1;
    };
    const stop = new AbortController();
    const options = { capture: true, signal: stop.signal };
    addEventListener('pointerdown', onDown, options);
    addEventListener('pointerup', onUp, options);
    addEventListener('dragend', onDragEnd, options);
    addEventListener('keydown', onKey, options);
    Object.assign(window, { whenthenScore: { counts, stop: () => stop.abort() } });
  }, dragPixels);

const stopCounting = (page: Page): Promise<Cost> =>
  page.evaluate(() => {
    const { whenthenScore } = window as unknown as { whenthenScore: { counts: Cost; stop: () => void } };
    whenthenScore.stop();
    return whenthenScore.counts;
  });

/** Does a task and counts what it cost. `decisions` are those a person has to take on the way. */
export const measure = async (
  page: Page,
  task: Pick<Task, 'id' | 'what' | 'limits' | 'decisions'>,
  perform: () => Promise<void>,
): Promise<Task> => {
  await startCounting(page);
  const startedAt = performance.now();
  await perform();
  const wallSeconds = (performance.now() - startedAt) / 1000;
  return { ...task, cost: await stopCounting(page), wallSeconds };
};

/** The keystroke-level estimate of a task, in seconds. */
export const klmSeconds = ({ cost, decisions }: Pick<Task, 'cost' | 'decisions'>): number =>
  seconds.click * cost.clicks + seconds.drag * cost.drags + seconds.key * cost.keys + seconds.decision * decisions;

/** Where a task cost more than it may; empty when it did not. Wall time is printed, never judged: machines are noisy. */
export const overLimit = (task: Task): string[] => {
  const { limits, cost } = task;
  const over: [string, number, number][] = [
    ['clicks', cost.clicks, limits.clicks],
    ['drags', cost.drags, limits.drags ?? 0],
    ['keys', cost.keys, limits.keys],
    ['estimated seconds', klmSeconds(task), limits.klmSeconds],
  ];
  return over.flatMap(([what, is, may]) => (is > may ? [`${task.id}: ${is} ${what}, ${may} allowed`] : []));
};

const pad = (text: string, width: number): string => text.padEnd(width).slice(0, width);

/** The table of all tasks, for people to read. */
export const writeTable = (tasks: readonly Task[]): string =>
  [
    `${pad('Task', 6)}${pad('What', 58)}${pad('Clicks', 9)}${pad('Drags', 8)}${pad('Keys', 9)}${pad('KLM s', 13)}Wall s`,
    ...tasks.map((task) => {
      const { id, what, cost, limits, wallSeconds } = task;
      const of = (is: number, may: number): string => `${Number(is.toFixed(1))}/${may}`;
      return `${pad(id, 6)}${pad(what, 58)}${pad(of(cost.clicks, limits.clicks), 9)}${pad(of(cost.drags, limits.drags ?? 0), 8)}${pad(of(cost.keys, limits.keys), 9)}${pad(of(klmSeconds(task), limits.klmSeconds), 13)}${of(wallSeconds, limits.wallSeconds)}`;
    }),
  ].join('\n');
