import type { N8nLine, Workflow } from './read-workflow.ts';

/** A workflow whose lines lead in no circle, in an order in which every node stands after those that lead to it. */
export interface Arrangement {
  order: string[];
  lines: N8nLine[];
  /** Lines that closed a circle. */
  closing: N8nLine[];
}

/** Finds the lines that close a circle, walking from the nodes nothing leads to, and puts the others in order. */
export const arrange = ({ nodes, lines }: Pick<Workflow, 'nodes' | 'lines'>): Arrangement => {
  const out = new Map<string, N8nLine[]>(nodes.map(({ name }) => [name, []]));
  const ledTo = new Set(lines.map(({ to }) => to));
  for (const line of lines) out.get(line.from)?.push(line);
  const state = new Map<string, 'open' | 'done'>();
  const closing = new Set<N8nLine>();
  const order: string[] = [];
  const visit = (start: string): void => {
    if (state.has(start)) return;
    state.set(start, 'open');
    const path = [{ name: start, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const line = out.get(top.name)?.[top.next++];
      if (!line) {
        state.set(top.name, 'done');
        order.push(top.name);
        path.pop();
      } else if (state.get(line.to) === 'open') closing.add(line);
      else if (!state.has(line.to)) {
        state.set(line.to, 'open');
        path.push({ name: line.to, next: 0 });
      }
    }
  };
  for (const { name } of nodes) if (!ledTo.has(name)) visit(name);
  for (const { name } of nodes) visit(name);
  return { order: order.reverse(), lines: lines.filter((line) => !closing.has(line)), closing: [...closing] };
};
