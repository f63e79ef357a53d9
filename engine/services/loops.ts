import { findLoops } from '../compile/loops/find-loops.ts';
import type { Flow } from '../model/flow.ts';
import type { FlowId } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import { absolutePath } from './grants.ts';
import type { Kernel } from './kernel.ts';

/** Ways in which a flow would come back to itself, as it is drawn now and with every other flow that is on. */
export const loopProblems = (kernel: Kernel, id: FlowId, flow: Flow): Problem[] =>
  findLoops(
    flow,
    kernel.liveFlows.all().flatMap((live) => (live.on && live.id !== id ? [live.plan.flow] : [])),
    {
      absolute: (path) => absolutePath(kernel.filesFolder, path),
      hooksUrl: kernel.hooksUrl(),
      familyOf: (type) => kernel.types.get(type)?.family,
      titleOf: (type) => kernel.types.get(type)?.title ?? type,
    },
  );
