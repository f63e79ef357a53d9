import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRunRig } from './run-rig.ts';

/**
 * A process that runs one flow and is killed at a named point, the way a power switch would do it.
 * Called with one JSON argument: `{ folder, flow, point, hit, keep }`; `hit` counts how often the point is passed before.
 * Its `put` and `send` nodes write a line with their idempotency key to `effects.log`, and leave the message `keep`, if any.
 */
const { folder, flow, point, hit, keep } = JSON.parse(process.argv[2] ?? '{}');
let passed = 0;

const rig = openRunRig({
  folder,
  flow,
  act: (_, { idempotencyKey }) => {
    appendFileSync(join(folder, 'effects.log'), `${idempotencyKey}\n`);
    return { output: {}, ...(keep && { keep }) };
  },
  reach: (reached) => {
    if (reached === point && passed++ === hit) process.kill(process.pid, 'SIGKILL');
  },
});
await rig.start();
