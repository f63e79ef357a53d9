import type { Flow } from '../client/types.ts';
import { cardHeightOf, type StepLook } from '../pieces/step-card/step-look.ts';
import { edit, useEditor } from '../stores/editor.ts';
import { cardSize, moveSteps, type Point } from '../stores/flow-edits.ts';
import { announce } from '../ui/announcer.ts';
import type { TidyPlaces, TidyQuestion } from './tidy-layout.ts';

const askWorker = (question: TidyQuestion): Promise<TidyPlaces> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' });
    const end = (): void => worker.terminate();
    worker.onmessage = ({ data }: MessageEvent<TidyPlaces>): void => {
      resolve(data);
      end();
    };
    worker.onerror = (event): void => {
      reject(new Error(event.message));
      end();
    };
    worker.postMessage(question);
  });

/** Where everything goes: the steps that are tidied keep their first corner, and notes follow the step they are nearest to. */
export const planMoves = (flow: Flow, places: TidyPlaces): Map<string, Point> => {
  const steps = flow.nodes.filter(({ id }) => places[id]);
  const corner = {
    x: Math.min(...steps.map(({ position }) => position.x)),
    y: Math.min(...steps.map(({ position }) => position.y)),
  };
  const moves = new Map<string, Point>();
  for (const { id } of steps) {
    const place = places[id];
    if (place) moves.set(id, { x: corner.x + place.x, y: corner.y + place.y });
  }
  for (const note of flow.notes) {
    const far = ({ position }: { position: Point }): number =>
      Math.hypot(position.x - note.position.x, position.y - note.position.y);
    const nearest = flow.nodes.find(({ id }) => id === note.node) ?? [...flow.nodes].sort((a, b) => far(a) - far(b))[0];
    const to = nearest && moves.get(nearest.id);
    if (!nearest || !to) continue;
    moves.set(note.id, {
      x: note.position.x + to.x - nearest.position.x,
      y: note.position.y + to.y - nearest.position.y,
    });
  }
  return moves;
};

/** Where the steps would be when tidied: those picked, when there are several, else all. Null when there is nothing to do. */
export const findTidyPlaces = async (
  looks: ReadonlyMap<string, StepLook>,
  picked: readonly string[],
): Promise<Map<string, Point> | null> => {
  const { document } = useEditor.getState();
  const wanted = new Set(picked.length > 1 ? picked : document.nodes.map(({ id }) => id));
  if (wanted.size === 0) return null;
  const cards = document.nodes
    .filter(({ id }) => wanted.has(id))
    .map(({ id }) => ({ id, width: cardSize.width, height: cardHeightOf(looks.get(id) ?? { branches: [] }) }));
  const places = await askWorker({ cards, lines: document.edges.map(({ from, to }) => ({ from, to })) });
  return useEditor.getState().document === document ? planMoves(document, places) : null;
};

/** Puts the steps there, as one entry of the history. */
export const commitTidy = (moves: ReadonlyMap<string, Point>): void => {
  edit('tidy up', (flow) => moveSteps(flow, moves));
  announce('Tidied up');
};
