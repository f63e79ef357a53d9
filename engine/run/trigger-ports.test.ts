import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openRunRig } from '../testing/run-rig.ts';
import { tempFolder } from '../testing/temp-folder.ts';

// start ─out─> high
//       └low─> rest (waits) ─> after
const flow = drawFlow(
  {
    start: { type: 'start-by-state' },
    high: { type: 'copy', params: { value: 'high' } },
    rest: { type: 'sleep', params: { ms: 5000 } },
    after: { type: 'copy', params: { value: 'low' } },
  },
  ['start > high', 'start.low > rest > after'],
);

test('a run leaves its trigger by the port the payload tells', async () => {
  const rig = openRunRig({ flow, folder: tempFolder() });
  expect(rig.steps((await rig.start({})).id)).toEqual(['high#1 succeeded']);
  const low = await rig.begin({ state: 'low' });
  await rig.reached(low, 'waiting');
  expect(rig.steps(low)).toEqual(['rest#1 started']);
  rig.close();
});

test('it is the same port when the run goes on after the engine ended', async () => {
  const before = openRunRig({ flow, folder: tempFolder() });
  const id = await before.begin({ state: 'low' });
  await before.reached(id, 'waiting');
  const rig = await before.restart();
  rig.runner.recover();
  rig.clock.advance(6000);
  await rig.reached(id, 'succeeded');
  expect(rig.steps(id)).toEqual(['after#1 succeeded', 'rest#1 succeeded']);
  rig.close();
});
