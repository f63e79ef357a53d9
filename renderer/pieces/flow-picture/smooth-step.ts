/** The way of a line between two cards, as an SVG path: straight pieces with round corners. Pure. */

export interface Spot {
  x: number;
  y: number;
}

const cornerRadius = 12;

const rounded = (points: readonly Spot[]): string =>
  points
    .map((at, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${at.x} ${at.y}`;
      if (!after) return `L${at.x} ${at.y}`;
      const reach = (other: Spot): number => Math.hypot(other.x - at.x, other.y - at.y) / 2;
      const radius = Math.min(cornerRadius, reach(before), reach(after));
      const toward = (other: Spot): Spot => {
        const length = Math.hypot(other.x - at.x, other.y - at.y) || 1;
        return { x: at.x + ((other.x - at.x) / length) * radius, y: at.y + ((other.y - at.y) / length) * radius };
      };
      const [enter, leave] = [toward(before), toward(after)];
      return `L${enter.x} ${enter.y}Q${at.x} ${at.y} ${leave.x} ${leave.y}`;
    })
    .join('');

const lead = 20;

/** From a right edge, or from below with `down`, into a left edge. A line that leads back goes around. */
export const smoothStep = (from: Spot, to: Spot, down = false): string => {
  if (down) return rounded([from, { x: from.x, y: to.y }, to]);
  if (to.x - from.x >= 2 * lead) {
    if (Math.abs(to.y - from.y) < 1) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
    const middle = (from.x + to.x) / 2;
    return rounded([from, { x: middle, y: from.y }, { x: middle, y: to.y }, to]);
  }
  const half = (from.y + to.y) / 2;
  const [out, back] = [from.x + lead, to.x - lead];
  return rounded([from, { x: out, y: from.y }, { x: out, y: half }, { x: back, y: half }, { x: back, y: to.y }, to]);
};
