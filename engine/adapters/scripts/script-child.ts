import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import { newQuickJSWASMModuleFromVariant, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten-core';
import { scriptLimits } from '../../model/script.ts';
import { listenToParent } from '../children/parent-channel.ts';
import { guestSource } from './guest.ts';
import type { FromScriptChild, ScriptOutcome, ScriptRequest } from './protocol.ts';

/** Runs code of a person in a machine of its own (QuickJS in WebAssembly), one run at a time, each in a fresh one. */
const machine = newQuickJSWASMModuleFromVariant(variant);

const readText = (vm: QuickJSContext, of: QuickJSHandle, name: string): string => {
  try {
    const handle = vm.getProp(of, name);
    const text = vm.typeof(handle) === 'string' ? vm.getString(handle) : '';
    handle.dispose();
    return text.slice(0, 4000);
  } catch {
    return '';
  }
};

/** What the sandbox says of the run, as JSON; `spoiled` when something went wrong that nothing inside can catch. */
const execute = async ({ source, input, softMs }: ScriptRequest): Promise<{ outcome: string; spoiled: boolean }> => {
  const quickjs = await machine;
  const deadline = Date.now() + softMs;
  const isLate = (): boolean => Date.now() > deadline;
  const stopped = (message: string, stack: string): { outcome: string; spoiled: boolean } => ({
    outcome: JSON.stringify({ stopped: { late: isLate(), message, stack } } satisfies ScriptOutcome),
    spoiled: true,
  });
  try {
    const runtime = quickjs.newRuntime();
    runtime.setMemoryLimit(scriptLimits.memoryBytes);
    runtime.setMaxStackSize(scriptLimits.stackBytes);
    runtime.setInterruptHandler(isLate);
    const vm = runtime.newContext();
    const guest = vm.unwrapResult(vm.evalCode(guestSource, 'guest'));
    const given = [vm.newString(source), vm.newString(input)];
    const result = vm.callFunction(guest, vm.undefined, ...given);
    if (result.error) {
      // What the machine itself threw is read in peace; should that not end, the process is killed.
      runtime.removeInterruptHandler();
      return stopped(readText(vm, result.error, 'message'), readText(vm, result.error, 'stack'));
    }
    const outcome = vm.getString(result.value);
    for (const handle of [result.value, guest, ...given]) handle.dispose();
    vm.dispose();
    runtime.dispose();
    return { outcome, spoiled: false };
  } catch (thrown) {
    // The machine itself broke; nothing of it is used again.
    return stopped(thrown instanceof Error ? thrown.message : '', '');
  }
};

const parent = listenToParent(
  (message) => {
    const request = message as ScriptRequest;
    const answer = async (): Promise<void> => {
      // A machine that was never started takes its time before the clock of the code runs.
      await machine;
      await parent.send({ id: request.id, began: true } satisfies FromScriptChild);
      const done = await execute(request);
      await parent.send({ id: request.id, ...done } satisfies FromScriptChild);
      if (done.spoiled) process.exit(0);
    };
    void answer().catch(() => process.exit(1));
  },
  () => process.exit(0),
);
