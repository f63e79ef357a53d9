import { Agent, request } from 'undici';
import { type Acknowledgement, type Delivery, type FlowName, flowNames } from './evidence.ts';

/** Clients that deliver, and their log. */
export interface Senders {
  deliveries: ReadonlyMap<string, Delivery>;
  refusals: ReadonlyMap<string, number>;
  /** Lets them send, or holds them back; what is under way goes on. */
  open: () => void;
  close: () => void;
  /** Resolves when nothing is under way any more. */
  stop: () => Promise<void>;
}

export interface SendersOptions {
  hooksUrl: string;
  clients: number;
  random: () => number;
}

/** The app keeps 100,000 runs per flow; more would be tidied away before the checker sees them. */
const mostPerFlow = 90_000;
/** Senders whose delivery was not acknowledged try again this often, and those with an answer send once more by mistake. */
const resendShare = { unanswered: 0.5, acknowledged: 0.02 } as const;
/** One client in six waits for the flow to be done; the others would soon all wait if they took turns with it. */
const flowOfClient: readonly FlowName[] = ['send', 'insert', 'send', 'insert', 'send', 'upsert'];
/** A webhook is about this large. */
const filling = 'x'.repeat(300);

/** An answer as a sender understands it: a promise, or what it got instead. */
const understand = (status: number, text: string): Acknowledgement | string => {
  if (status < 200 || status > 299) return `status ${status}`;
  try {
    const { id, duplicate } = JSON.parse(text) as { id?: unknown; duplicate?: unknown };
    if (typeof id === 'string') return { event: id, duplicate: duplicate === true };
  } catch {
    // Not JSON: counted below like an answer without an id.
  }
  return `status ${status} without an id`;
};

/**
 * Starts clients that send one delivery after the other, each with an id of its own in the body. A delivery whose
 * connection broke is sent again by half of them, as real senders do, so the product has to recognise it.
 */
export const startSenders = ({ hooksUrl, clients, random }: SendersOptions): Senders => {
  const agent = new Agent({ connections: clients, pipelining: 1, headersTimeout: 20_000, bodyTimeout: 20_000 });
  const deliveries = new Map<string, Delivery>();
  const refusals = new Map<string, number>();
  const perFlow = new Map<FlowName, number>(flowNames.map((flow) => [flow, 0]));
  const again = new Map<FlowName, Delivery[]>(flowNames.map((flow) => [flow, []]));
  let stopped = false;
  let held: (() => void)[] = [];
  let isOpen = false;

  const untilOpen = (): Promise<void> => (isOpen ? Promise.resolve() : new Promise((resolve) => held.push(resolve)));

  const release = (): void => {
    for (const go of held) go();
    held = [];
  };

  const newDelivery = (flow: FlowName): Delivery | undefined => {
    const before = perFlow.get(flow) ?? 0;
    if (before >= mostPerFlow) return undefined;
    perFlow.set(flow, before + 1);
    const delivery: Delivery = { id: `${flow}-${before}`, flow, sends: 0, acknowledged: [] };
    deliveries.set(delivery.id, delivery);
    return delivery;
  };

  const deliver = async (delivery: Delivery): Promise<void> => {
    delivery.sends++;
    try {
      const { statusCode, body } = await request(`${hooksUrl}/hooks/${delivery.flow}`, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: delivery.id, sentAt: Date.now(), filling }),
      });
      const understood = understand(statusCode, await body.text());
      if (typeof understood === 'string') refusals.set(understood, (refusals.get(understood) ?? 0) + 1);
      else {
        delivery.acknowledged.push(understood);
        if (random() < resendShare.acknowledged) again.get(delivery.flow)?.push(delivery);
      }
    } catch {
      // The connection broke: nothing was promised.
      if (random() < resendShare.unanswered) again.get(delivery.flow)?.push(delivery);
    }
  };

  const work = async (flow: FlowName): Promise<void> => {
    for (;;) {
      await untilOpen();
      if (stopped) return;
      const delivery = again.get(flow)?.pop() ?? newDelivery(flow);
      if (delivery) await deliver(delivery);
      else await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const workers = Array.from({ length: clients }, (_, client) =>
    work(flowOfClient[client % flowOfClient.length] ?? 'send'),
  );

  return {
    deliveries,
    refusals,
    open: () => {
      isOpen = true;
      release();
    },
    close: () => {
      isOpen = false;
    },
    stop: async () => {
      stopped = true;
      release();
      await Promise.all(workers);
      await agent.close();
    },
  };
};
