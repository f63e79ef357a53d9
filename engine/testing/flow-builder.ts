import type { JsonRecord } from '../model/json.ts';

interface NodeInput {
  type: string;
  params?: JsonRecord;
  [more: string]: unknown;
}

/**
 * A flow file from a drawing: nodes by id, and lines such as `start > check`, `check.left > a > b`.
 *
 * ```ts
 * drawFlow({ start: { type: 'start' }, a: { type: 'copy' } }, ['start > a'])
 * ```
 */
export const drawFlow = (nodes: { [id: string]: NodeInput }, lines: string[], more: object = {}): JsonRecord =>
  JSON.parse(
    JSON.stringify({
      format: 'whenthen.flow/1',
      name: 'Test flow',
      nodes: Object.entries(nodes).map(([id, node]) => ({ id, ...node })),
      edges: lines.flatMap((line) => {
        const stops = line.split('>').map((stop) => stop.trim());
        return stops.slice(1).map((to, index) => {
          const [from, port = 'out'] = (stops[index] ?? '').split('.');
          return { from, port, to: to.split('.')[0] };
        });
      }),
      ...more,
    }),
  );
