import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const relay = (name: string, hears: string, says: string, check = false) =>
  drawFlow(
    {
      when: { type: 'app-event', params: { name: hears } },
      ...(check && {
        small: { type: 'filter', params: { rules: [{ left: '{{ trigger.data.n }}', op: 'less', right: 3 }] } },
      }),
      tell: { type: 'emit-event', name: 'Pass it on', params: { name: says } },
    },
    [check ? 'when > small > tell' : 'when > tell'],
    { name },
  );

test('a flow that would close a circle with one that is on cannot be switched on', async () => {
  const { call, importFlow } = await openTestEngine();
  await importFlow(relay('First', 'ping', 'pong'));
  const second = await importFlow(relay('Second', 'pong', 'ping'), { on: false });
  expect(second.problems).toMatchObject([
    { code: 'flow.may-loop', severity: 'error', node: 'tell', message: expect.stringContaining('the flow "First"') },
  ]);
  await expect(call('flows.turnOn', { flow: 'Second' })).rejects.toMatchObject({ code: 'flow.has-problems' });
  // The circle is open again as soon as the other is off.
  await call('flows.turnOff', { flow: 'First' });
  expect(await call('flows.turnOn', { flow: 'Second' })).toMatchObject({ on: true, problems: [] });
});

test('with a check on the way it is a warning, and the flow may be on', async () => {
  const { importFlow } = await openTestEngine();
  expect(await importFlow(relay('Countdown', 'n', 'n', true))).toMatchObject({
    on: true,
    problems: [{ code: 'flow.may-loop', severity: 'warning' }],
  });
});
