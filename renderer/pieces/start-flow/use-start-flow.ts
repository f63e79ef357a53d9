import { navigate } from 'wouter/use-hash-location';
import { call } from '../../client/connection.ts';
import { queryClient, useAction } from '../../client/queries.ts';
import { toFault } from '../../client/templates.ts';
import type { Flow, Starter } from '../../client/types.ts';
import { toast } from '../../ui/toasts.ts';

/** A flow made of a template listens at an address of its own, which nobody can guess. */
export const withOwnAddresses = (flow: Flow): Flow => ({
  ...flow,
  nodes: flow.nodes.map((node) => {
    if (node.type !== 'webhook' && node.type !== 'form') return node;
    const { path: _shipped, ...params } = node.params;
    return { ...node, params };
  }),
});

const openFlow = (id: string): void => navigate(`/flows/${id}`);

const complain = (thrown: unknown): void => {
  const { message, fix } = toFault(thrown);
  toast({ tone: 'err', title: message, text: fix });
};

/** The template the demo shop opens with. */
export const demoStarter = 'demo-shop';

/** Makes a flow of a template with what it asks for allowed, as the person saw and agreed to, and opens it. */
export const startFromTemplate = async ({ document, needs }: Pick<Starter, 'document' | 'needs'>): Promise<void> => {
  try {
    const { report } = await call('flows.create', { document: withOwnAddresses(document), allow: needs.grants });
    void queryClient.invalidateQueries({ queryKey: ['flows.list'] });
    openFlow(report.id);
  } catch (thrown) {
    complain(thrown);
  }
};

/** Makes the demo shop and a flow on it, and opens the flow. Pressed again, it opens the flow that is there. */
export const startDemo = async (): Promise<void> => {
  try {
    await call('demo.ensure', {});
    const starter = (await call('starters.list', {})).find(({ id }) => id === demoStarter);
    const there = (await call('flows.list', {})).find(({ name }) => name === starter?.document.name);
    if (there) openFlow(there.id);
    else if (starter) await startFromTemplate(starter);
  } catch (thrown) {
    complain(thrown);
  }
};

/** Makes an empty flow and opens it. */
export const useStartBlank = () => {
  const create = useAction('flows.create', ['flows.list']);
  return {
    isPending: create.isPending,
    start: (): void => create.mutate({}, { onSuccess: ({ report }) => openFlow(report.id), onError: complain }),
  };
};
