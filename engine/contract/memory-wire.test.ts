import { onTestFinished } from 'vitest';
import { testWire } from '../testing/wire-suite.ts';
import { serveContract } from './server.ts';
import { createMemoryWire } from './wire.ts';

testWire('memory', async (handlers, pushes) => {
  const [near, far] = createMemoryWire();
  serveContract(handlers, pushes, far);
  onTestFinished(() => near.close());
  return near;
});
