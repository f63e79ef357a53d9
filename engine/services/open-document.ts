import type { ImportReport } from '../model/import-report.ts';
import { convertWorkflow } from '../n8n/convert.ts';
import { isWorkflow } from '../n8n/read-workflow.ts';

/** A document that came as a file, as a flow file, and what is to be told when another program made it. */
export interface OpenedDocument {
  document: unknown;
  imported: ImportReport | null;
}

/** Turns what n8n exported into a flow file; anything else is taken as it is. Throws `n8n.*` faults. */
export const openDocument = (given: unknown): OpenedDocument => {
  if (!isWorkflow(given)) return { document: given, imported: null };
  const { document, report } = convertWorkflow(given);
  return { document, imported: report };
};
