/** More steps than a person draws in one flow. */
export const bigFlowSteps = 500;
const columns = 25;

/** Chains of 25 steps that all begin at one start, in rows below each other. */
export const bigFlow = () => {
  const nodes = Array.from({ length: bigFlowSteps }, (_, index) => ({
    id: index === 0 ? 'start' : `step-${index}`,
    type: index === 0 ? 'manual' : index % 3 === 0 ? 'emit-event' : 'map',
    position: { x: (index % columns) * 352, y: Math.floor(index / columns) * 152 },
    ...(index > 0 && index % 3 === 0 && { params: { name: 'done', data: '{{ trigger.body }}' } }),
  }));
  const edges = nodes.slice(1).map(({ id }, at) => {
    const index = at + 1;
    return { from: index % columns === 0 ? 'start' : (nodes[index - 1]?.id ?? 'start'), to: id };
  });
  return { name: 'Big', nodes, edges };
};
