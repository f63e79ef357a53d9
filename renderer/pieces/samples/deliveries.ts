import { call } from '../../client/connection.ts';
import { useCall } from '../../client/queries.ts';
import type { EventSummary, FaultData, JsonValue } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { toast } from '../../ui/toasts.ts';
import { gistOf, gistOfRaw } from './gist.ts';

/** How many deliveries are looked through for those of one trigger. */
const lookedAt = 20;

const none: readonly EventSummary[] = [];

/** What arrived last for a trigger, newest first; follows what arrives. */
export const useDeliveries = (trigger: string, count: number): readonly EventSummary[] => {
  const flow = useEditor((state) => state.flowId);
  const { data } = useCall('events.list', { flow: flow ?? '', limit: lookedAt }, { enabled: flow !== null });
  return data?.filter(({ node }) => node === trigger).slice(0, count) ?? none;
};

const hasBody = (payload: JsonValue): boolean =>
  payload !== null && typeof payload === 'object' && !Array.isArray(payload) && payload.body !== null;

/** Whether WhenThen sent it to itself, to practise. */
export const isPractice = ({ payload }: EventSummary): boolean => {
  const headers = payload !== null && typeof payload === 'object' && !Array.isArray(payload) ? payload.headers : null;
  return headers !== null && typeof headers === 'object' && Object.hasOwn(headers, 'x-whenthen-practice');
};

/** One line about a delivery. */
export const gistOfDelivery = ({ payload, raw }: EventSummary): string =>
  raw !== null && !hasBody(payload) ? gistOfRaw(raw) : gistOf(payload);

/** Reads a delivery as an example; says so when that is not possible any more. */
export const readDelivery = async ({ id }: EventSummary): Promise<JsonValue | undefined> => {
  try {
    const { payload, masked } = await call('samples.ofEvent', { event: id });
    if (masked.length > 0)
      toast({
        tone: 'info',
        title: 'Secrets were hidden.',
        text: `Not kept in the example: ${masked.slice(0, 3).join(', ')}.`,
      });
    return payload;
  } catch (thrown) {
    const { message, fix } = thrown as FaultData;
    toast({ tone: 'err', title: message, text: fix });
    return undefined;
  }
};
