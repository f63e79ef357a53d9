import { dieWithParent } from './die-with-parent.ts';
import { launchNodeChild } from './launch-node-child.ts';
import { listenToParent } from './parent-channel.ts';

/** A child for the tests: answers with what it got, shows its environment, hangs, has a child, or dies. */
const answer = (message: unknown): void => {
  if (message === 'environment') void parent.send({ ...process.env });
  else if (message === 'last words') void parent.send('x'.repeat(200_000)).then(() => process.exit(7));
  else if (message === 'grandchild') {
    const grandchild = launchNodeChild(new URL(import.meta.url));
    grandchild.onMessage((pid) => void parent.send(pid));
    grandchild.send('hang');
  } else if (message === 'hang') {
    dieWithParent();
    void parent.send(process.pid).then(() => {
      for (;;);
    });
  } else void parent.send(message);
};

const parent = listenToParent(answer, () => process.exit(0));
