import { graphlib, layout } from '@dagrejs/dagre';
import { cardGap } from '../stores/flow-edits.ts';

/** A card and its size, in pixels. */
export interface TidyCard {
  id: string;
  width: number;
  height: number;
}

export interface TidyQuestion {
  cards: readonly TidyCard[];
  lines: readonly { from: string; to: string }[];
}

/** Top left corners by step. */
export type TidyPlaces = Record<string, { x: number; y: number }>;

const grid = 8;
const onGrid = (value: number): number => Math.round(value / grid) * grid;

/** Lays cards out from left to right, each after those that lead to it (ux.md 2.7). The first corner is at 0, 0. */
export const layOut = ({ cards, lines }: TidyQuestion): TidyPlaces => {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: cardGap.x, nodesep: cardGap.y });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of cards) graph.setNode(id, { width, height });
  for (const { from, to } of lines) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  layout(graph);
  const places: TidyPlaces = {};
  for (const { id, width, height } of cards) {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    places[id] = { x: x - width / 2, y: y - height / 2 };
  }
  const left = Math.min(...Object.values(places).map(({ x }) => x));
  const top = Math.min(...Object.values(places).map(({ y }) => y));
  for (const place of Object.values(places))
    Object.assign(place, { x: onGrid(place.x - left), y: onGrid(place.y - top) });
  return places;
};
