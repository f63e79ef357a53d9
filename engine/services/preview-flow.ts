import { compileFlow } from '../compile/compile.ts';
import type { FlowPreview } from '../contract/shapes.ts';
import { credentialsOf, sentenceOf } from './describe-flow.ts';
import { readDocument } from './flows.ts';
import { requestedGrants } from './grants.ts';
import type { Kernel } from './kernel.ts';
import { openDocument } from './open-document.ts';

/** A document as the flow it would be, finished or not, without keeping it. Throws `flow.unreadable` and `flow.too-large`. */
export const previewFlow = async (kernel: Kernel, given: unknown): Promise<FlowPreview> => {
  const { document, imported } = await openDocument(given);
  const flow = readDocument(kernel, document);
  const { plan } = compileFlow(flow, kernel.types);
  const credentials = plan ? credentialsOf(plan) : [];
  const known = new Set(kernel.vault.list().map(({ name }) => name));
  return {
    document: flow,
    imported,
    inspection: kernel.inspect(flow),
    sentence: sentenceOf(plan),
    triggers: flow.nodes.map(({ type }) => type).filter((type) => kernel.types.get(type)?.kind === 'trigger'),
    needs: { grants: plan ? requestedGrants(plan, kernel.filesFolder).grants : [], credentials },
    missingCredentials: credentials.filter((name) => !known.has(name)),
  };
};
