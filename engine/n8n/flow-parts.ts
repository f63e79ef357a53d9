import type { Note } from '../model/flow.ts';
import { type N8nNode, textOf, type Workflow } from './read-workflow.ts';

/** n8n draws nodes 96 wide and 200 apart; cards here are wider and have room between them. */
const scale = { x: 1.7, y: 1.5 } as const;

/** Ids made from names: letters, digits and "-", each once. */
export const createIds = (): ((name: string, fallback: string) => string) => {
  const taken = new Set<string>();
  return (name, fallback) => {
    const plain = name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60);
    const stem = plain === '' ? fallback.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60) || 'step' : plain;
    // A placeholder reads "steps.2nd" as a number.
    const start = /^[a-z]/i.test(stem) ? stem : `step-${stem}`;
    let id = start;
    for (let number = 2; taken.has(id); number++) id = `${start}-${number}`;
    taken.add(id);
    return id;
  };
};

/** Where things stand here: the topmost and leftmost at the corner, with room for our cards. */
export const createPlaces = ({ nodes }: Pick<Workflow, 'nodes'>): ((node: N8nNode) => { x: number; y: number }) => {
  const left = Math.min(...nodes.map(({ position }) => position.x), Number.MAX_SAFE_INTEGER);
  const top = Math.min(...nodes.map(({ position }) => position.y), Number.MAX_SAFE_INTEGER);
  return ({ position }) => ({
    x: Math.round((position.x - left) * scale.x),
    y: Math.round((position.y - top) * scale.y),
  });
};

const between = (value: unknown, least: number, most: number, fallback: number): number =>
  typeof value === 'number' ? Math.min(most, Math.max(least, Math.round(value))) : fallback;

const longestNote = 10_000;

/** A sticky note of n8n. */
export const noteOf = (node: N8nNode, id: string, position: { x: number; y: number }): Note => ({
  id,
  text: textOf(node.params.content).slice(0, longestNote),
  position,
  size: { width: between(node.params.width, 80, 4000, 240), height: between(node.params.height, 40, 4000, 160) },
});

/** What somebody wrote about a node. */
export const noteAbout = ({ notes }: N8nNode, step: string, position: { x: number; y: number }): Note[] =>
  notes === ''
    ? []
    : [
        {
          id: `note-${step}`,
          text: notes.slice(0, longestNote),
          position: { x: position.x, y: position.y + 140 },
          node: step as NonNullable<Note['node']>,
        },
      ];

/** A credential's name as connections may be called here. */
export const connectionName = (node: N8nNode): string | undefined => {
  const [kind, name = ''] = [...node.credentials][0] ?? [];
  if (kind === undefined) return undefined;
  const plain = (name || kind)
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 ._-]+/g, ' ')
    .replace(/^[^A-Za-z0-9]+|\s+$/g, '')
    .replace(/ +/g, ' ')
    .slice(0, 100)
    .trim();
  return plain === '' ? kind.replace(/[^A-Za-z0-9._-]+/g, '') || undefined : plain;
};
