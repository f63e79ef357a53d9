import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from './flow-builder.ts';

interface HookFlow {
  name?: string;
  /** Params of the webhook; the path is the flow's name in small letters unless given. */
  hook?: JsonRecord;
  /** The one step behind it; a mapping of the body unless given. */
  step?: { type: string; params?: JsonRecord; [more: string]: unknown };
  settings?: JsonRecord;
}

const copyBody = { type: 'map', params: { fields: [{ name: 'got', value: '{{ trigger.body | default: null }}' }] } };

/** A flow of a webhook (`in`) and one step (`step`). */
export const hookFlow = ({ name = 'Hook', hook = {}, step = copyBody, settings = {} }: HookFlow = {}): JsonRecord =>
  drawFlow({ in: { type: 'webhook', params: { path: name.toLowerCase(), ...hook } }, step }, ['in > step'], {
    name,
    settings,
  });
