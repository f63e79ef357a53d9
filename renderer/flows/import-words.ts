import type { ImportedNode, ImportOutcome, ImportReport } from '../client/types.ts';

/** Steps of a file of another program that came over in one way, and what that is called. */
export interface Came {
  outcome: ImportOutcome;
  title: string;
  nodes: readonly ImportedNode[];
}

const steps = (count: number): string => (count === 1 ? '1 step' : `${count} steps`);

const titles: Readonly<Record<ImportOutcome, (count: number) => string>> = {
  placeholder: (count) => `${steps(count)} to be replaced`,
  approximated: (count) => `${steps(count)} came over with differences`,
  translated: (count) => `${steps(count)} came over`,
};

/** The steps by how they came over, what asks for work first; ways none of them came are left out. */
export const sortImported = ({ nodes }: Pick<ImportReport, 'nodes'>): Came[] =>
  (['placeholder', 'approximated', 'translated'] as const)
    .map((outcome) => ({ outcome, nodes: nodes.filter((node) => node.outcome === outcome) }))
    .filter((came) => came.nodes.length > 0)
    .map((came) => ({ ...came, title: titles[came.outcome](came.nodes.length) }));

/** `n8n-nodes-base.httpRequest` as people know it: `httpRequest`. */
export const shortType = (type: string): string => type.slice(type.lastIndexOf('.') + 1);
