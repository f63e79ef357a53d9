/** One line of the table. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it is to reach; empty for a figure that only explains another. */
  target: string;
  met: boolean;
}

/** Collects the figures of one run of the benchmark. */
export const createFigures = () => {
  const figures: Figure[] = [];
  return {
    figures,
    add: (name: string, value: number, unit: string, target = '', met = true): void => {
      figures.push({ name, value: Math.round(value * 1000) / 1000, unit, target, met });
    },
  };
};
export type Add = ReturnType<typeof createFigures>['add'];
