import type { App } from '../fixtures.ts';

/** A flow file, as far as stories look into it. */
export interface FlowFile {
  format: 'whenthen.flow/1';
  name: string;
  nodes: { id: string; type: string; position?: { x: number; y: number }; params?: { [name: string]: unknown } }[];
  edges: { from: string; port?: string; to: string }[];
  samples?: { id: string; name: string; node: string; payload: unknown }[];
  tests?: unknown[];
}

/** What the words of the same names do on the command line. */
export interface ImportWords {
  on?: boolean;
  allow?: 'all';
}

/** Adds a flow to the app, or replaces the one of the same name; returns its id. */
export const importFlow = async (app: App, flow: object, { on = false, allow }: ImportWords = {}): Promise<string> => {
  const { id } = await app.call('flows.import', { document: flow, on, allow: allow ?? [] });
  return id;
};

/** A webhook and a step that greets whoever it is about. */
export const greetingFlow = (path: string, params: { [name: string]: unknown } = {}): FlowFile => ({
  format: 'whenthen.flow/1',
  name: 'Greeting',
  nodes: [
    { id: 'in', type: 'webhook', params: { path, ...params } },
    {
      id: 'greet',
      type: 'map',
      position: { x: 352, y: 0 },
      params: { fields: [{ name: 'subject', value: 'Thanks {{ trigger.body.name }}!' }] },
    },
  ],
  edges: [{ from: 'in', to: 'greet' }],
});
