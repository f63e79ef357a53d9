import { writeFileSync } from 'node:fs';
import path from 'node:path';
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

/** Adds a flow to the app, or replaces the one of the same name; returns its id. */
export const importFlow = async (app: App, flow: FlowFile, ...words: string[]): Promise<string> => {
  const file = path.join(app.dataDir, 'story.json');
  writeFileSync(file, JSON.stringify(flow));
  await app.whenthen('import', file, ...words);
  const flows = (await app.whenthen('list')) as { id: string; name: string }[];
  const id = flows.find(({ name }) => name === flow.name)?.id;
  if (id === undefined) throw new Error(`The flow "${flow.name}" is not there.`);
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
