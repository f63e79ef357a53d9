import { startEngine } from '../engine.ts';
import { createFakeClock } from './fake-clock.ts';

/**
 * A process with a whole engine that is killed at a named commit point, the way a power switch would do it.
 * Called with one JSON argument: `{ dataDir, nowMs, point, hit, deliver }`; `hit` counts how often the point is passed before,
 * `deliver` is a hook something is sent to.
 */
const { dataDir, nowMs, point, hit, deliver } = JSON.parse(process.argv[2] ?? '{}');
let passed = 0;

const { hooksUrl } = await startEngine({
  dataDir,
  hooks: { port: 0, host: '127.0.0.1' },
  ...(nowMs && { clock: createFakeClock(nowMs) }),
  reach: (reached) => {
    if (reached === point && passed++ === hit) process.kill(process.pid, 'SIGKILL');
  },
});
if (deliver) await fetch(`${hooksUrl}/hooks/${deliver}`, { method: 'POST', body: '{}' });
setTimeout(() => process.exit(1), 5000);
