import type { PublicHook } from '../../contract/public-address.ts';
import type { Flow, FlowNode } from '../../model/flow.ts';
import { isRecord } from '../../model/json.ts';
import type { StoredFlow } from '../../store/config.ts';
import { hasHookPath } from '../flows.ts';
import type { Kernel } from '../kernel.ts';

/** Services that are known by the way they sign. */
const senders: Record<string, string> = { stripe: 'Stripe', github: 'GitHub', shopify: 'Shopify', slack: 'Slack' };

const verifyKind = ({ params }: FlowNode): string =>
  isRecord(params.verify) && typeof params.verify.kind === 'string' ? params.verify.kind : 'none';

/** Whether who sends is checked, in the version that listens, or as it is drawn when none does. */
const isChecked = ({ liveFlows }: Kernel, { id }: StoredFlow, node: FlowNode): boolean => {
  const live = liveFlows.get(id)?.triggers.find(({ trigger }) => trigger.id === node.id);
  return live?.registration.kind === 'webhook' ? live.registration.credentials.length > 0 : verifyKind(node) !== 'none';
};

const describe = (kernel: Kernel, flow: StoredFlow, node: FlowNode): PublicHook => {
  const checked = isChecked(kernel, flow, node);
  return {
    flow: flow.name,
    flowId: flow.id,
    node: node.id,
    label: node.name ?? kernel.types.get(node.type)?.title ?? node.type,
    path: String(node.params.path),
    sender: senders[verifyKind(node)] ?? null,
    isOpen: kernel.openings.admits({ flowId: flow.id, node: node.id }, checked),
    isChecked: checked,
  };
};

/** Every webhook and form that has an address. */
export const listHooks = (kernel: Kernel): PublicHook[] =>
  kernel.config
    .listFlows()
    .flatMap((flow) =>
      (JSON.parse(flow.draft) as Flow).nodes
        .filter(({ type, params }) => hasHookPath(type) && typeof params.path === 'string' && params.path !== '')
        .map((node) => describe(kernel, flow, node)),
    );
