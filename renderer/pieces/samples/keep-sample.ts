import type { JsonValue } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { addSample } from '../../stores/sample-edits.ts';
import { chooseSample } from '../../stores/testing.ts';
import { announce } from '../../ui/announcer.ts';

/** The largest example a flow may carry, in characters; a flow file has room for several. */
const largest = 500_000;

/** Keeps an example with the flow and uses it from now on. Returns why it cannot be kept, null when it was. */
export const keepSample = (trigger: string, name: string, payload: JsonValue): string | null => {
  if (JSON.stringify(payload).length > largest)
    return 'This example is larger than 500,000 characters. Use a smaller one.';
  const known = useEditor.getState().document.samples.find((sample) => sample.node === trigger && sample.name === name);
  const isSame = known && JSON.stringify(known.payload) === JSON.stringify(payload);
  const id = isSame ? known.id : edit(`Add example "${name}"`, (flow) => addSample(flow, trigger, name, payload));
  chooseSample(trigger, id);
  announce(`Example in use: ${name}`);
  return null;
};
