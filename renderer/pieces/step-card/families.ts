import type { Family } from '../../client/types.ts';

/** The four families in the order of the palette, with the word people know from elsewhere. */
export const families: readonly { id: Family; title: string; alias: string }[] = [
  { id: 'when', title: 'When', alias: 'trigger' },
  { id: 'prepare', title: 'Prepare', alias: 'payload' },
  { id: 'check', title: 'Check', alias: 'condition' },
  { id: 'then', title: 'Then', alias: 'action' },
];

/** "When", "Prepare", "Check", "Then". */
export const familyWord = (family: Family): string => families.find(({ id }) => id === family)?.title ?? 'Then';
