import { create } from 'zustand';
import { call } from '../../client/connection.ts';
import { toFault } from '../../client/templates.ts';
import type { Flow, RunId } from '../../client/types.ts';
import { toast } from '../../ui/toasts.ts';

/** The first flow a person brings to life: which steps are done. Put away for good, it comes back only when asked for. */
interface FirstSteps {
  isPutAway: boolean;
  /** A flow that was tested while the card was there, by id. */
  tested: string | null;
  /** The run the demo order started. */
  run: RunId | null;
  isAdding: boolean;
}

const key = 'whenthen.first-steps';

export const useFirstSteps = create<FirstSteps>(() => ({
  isPutAway: localStorage.getItem(key) === 'put-away',
  tested: null,
  run: null,
  isAdding: false,
}));

/** What is announced when an order is added to the demo shop. */
const demoOrder = 'demo-shop.order';

/** Whether a demo order starts this flow, so that the first steps can be taken with it. */
export const isDemoFlow = ({ nodes }: Pick<Flow, 'nodes'>): boolean =>
  nodes.some(({ type, params }) => type === 'app-event' && params.name === demoOrder);

export const putAway = (): void => {
  localStorage.setItem(key, 'put-away');
  useFirstSteps.setState({ isPutAway: true });
};

/** Shows the first steps again, from the beginning. */
export const bringBack = (): void => {
  localStorage.removeItem(key);
  useFirstSteps.setState({ isPutAway: false, tested: null, run: null });
};

/** Adds an order to the demo shop, which starts the flow for real. */
export const addOrder = async (flow: string): Promise<void> => {
  useFirstSteps.setState({ isAdding: true });
  try {
    const { order, runs } = await call('demo.addOrder', {});
    const started = await Promise.all(runs.map((run) => call('runs.show', { run })));
    const own = started.find(({ flowId }) => flowId === flow);
    useFirstSteps.setState({ run: own?.id ?? null });
    toast(
      own
        ? { tone: 'ok', title: `Order ${order.id} was added`, text: 'It started this flow.' }
        : {
            tone: 'warn',
            title: `Order ${order.id} was added`,
            text: 'This flow did not start: look whether it is on.',
          },
    );
  } catch (thrown) {
    const { message, fix } = toFault(thrown);
    toast({ tone: 'err', title: message, text: fix });
  } finally {
    useFirstSteps.setState({ isAdding: false });
  }
};
