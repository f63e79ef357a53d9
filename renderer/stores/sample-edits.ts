import type { Flow, FlowNode, FlowTest, JsonValue, Sample } from '../client/types.ts';
import { freePartId } from './flow-edits.ts';

/** Changes to the samples and tests a flow carries, on a draft of it. */

/** Adds an example for a trigger; returns its id. */
export const addSample = (flow: Flow, node: string, name: string, payload: JsonValue): string => {
  const id = freePartId(flow.samples, 'sample');
  flow.samples.push({
    id,
    name: name.slice(0, 200),
    node: node as FlowNode['id'],
    payload: payload as Sample['payload'],
  });
  return id;
};

export const changeSample = (flow: Flow, id: string, change: Partial<Pick<Sample, 'name' | 'payload'>>): void => {
  const sample = flow.samples.find((known) => known.id === id);
  if (sample) Object.assign(sample, change);
};

/** Removes an example; tests that used it stay and say what they miss. */
export const removeSample = (flow: Flow, id: string): void => {
  flow.samples = flow.samples.filter((sample) => sample.id !== id);
};

/** Keeps a test; one of the same name is replaced. */
export const putTest = (flow: Flow, test: FlowTest): void => {
  const index = flow.tests.findIndex(({ name }) => name === test.name);
  if (index < 0) flow.tests.push(test);
  else flow.tests[index] = test;
};

export const removeTest = (flow: Flow, name: string): void => {
  flow.tests = flow.tests.filter((test) => test.name !== name);
};
