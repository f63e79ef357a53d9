import type { ImportReport } from '../model/import-report.ts';
import { isWorkflow } from '../n8n/read-workflow.ts';

/** A document that came as a file, as a flow file, and what is to be told when another program made it. */
export interface OpenedDocument {
  document: unknown;
  imported: ImportReport | null;
}

/** Turns what n8n exported into a flow file; anything else is taken as it is. Throws `n8n.*` faults. */
export const openDocument = async (given: unknown): Promise<OpenedDocument> => {
  if (!isWorkflow(given)) return { document: given, imported: null };
  // Few people import, and the memory of an app that runs all day is theirs.
  const { convertWorkflow } = await import('../n8n/convert.ts');
  const { document, report } = convertWorkflow(given);
  return { document, imported: report };
};
