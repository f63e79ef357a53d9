import { type ReactElement, useState } from 'react';
import type { FlowEdge } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { edgeKey, orderSteps, whyNotConnect } from '../../stores/flow-graph.ts';
import { FamilyIcon } from '../FamilyIcon.tsx';
import { nodeTypesNow } from '../step-card/node-types.ts';
import { type PickGroup, PickList } from '../step-picker/PickList.tsx';
import { StepPicker } from '../step-picker/StepPicker.tsx';
import { addInPlace, type Question, stepBeforePlace, stopAsking, useAsking } from './asking.ts';
import { focusStep } from './cursor.ts';
import { callStep, connectSteps, disconnectSteps, edgeOf, isTrigger, portsOf } from './edit-steps.ts';

const iconOf = (step: string): ReactElement => {
  const type = useEditor.getState().document.nodes.find(({ id }) => id === step)?.type ?? '';
  const kind = nodeTypesNow().get(type);
  return <FamilyIcon name={kind?.icon ?? ''} family={kind?.family ?? 'then'} />;
};

const fits = (group: PickGroup, query: string): PickGroup => ({
  ...group,
  options: group.options.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase())),
});

/** For every way out of a step, the steps it may lead to. */
const targetsOf = (step: string): PickGroup[] => {
  const { document } = useEditor.getState();
  const ports = portsOf(step);
  return ports.map(({ id: port, label }) => ({
    id: port,
    title: ports.length > 1 ? label : 'Connect to',
    options: orderSteps(document).flatMap((to) =>
      whyNotConnect(document, { from: step, port, to } as FlowEdge, isTrigger) === null
        ? [{ id: to, label: callStep(to), picture: iconOf(to) }]
        : [],
    ),
  }));
};

/** The lines of a step, those that come in and those that go out. */
const linesOf = (step: string): PickGroup[] => {
  const { edges } = useEditor.getState().document;
  const group = (id: string, title: string, lines: FlowEdge[], end: 'from' | 'to'): PickGroup => ({
    id,
    title,
    options: lines.map((edge) => ({ id: edgeKey(edge), label: callStep(edge[end]), picture: iconOf(edge[end]) })),
  });
  return [
    group(
      'in',
      'Comes from',
      edges.filter(({ to }) => to === step),
      'from',
    ),
    group(
      'out',
      'Leads to',
      edges.filter(({ from }) => from === step),
      'to',
    ),
  ];
};

const LineQuestion = ({ question }: { question: Exclude<Question, { kind: 'add' }> }): ReactElement => {
  const [query, setQuery] = useState('');
  const { kind, step, point } = question;
  const groups = (kind === 'connect' ? targetsOf(step) : linesOf(step)).map((group) => fits(group, query));
  return (
    <PickList
      label={kind === 'connect' ? 'Connect to' : 'Disconnect'}
      placeholder="Find a step"
      query={query}
      onQuery={setQuery}
      groups={groups.filter(({ options }) => options.length > 0)}
      point={point}
      onClose={stopAsking}
      onPick={(id, group) => {
        stopAsking();
        if (kind === 'connect') connectSteps({ from: step, port: group, to: id } as FlowEdge);
        else disconnectSteps([edgeOf(id)].filter((edge) => edge !== undefined));
      }}
      nothing={kind === 'connect' ? 'There is no step this one could lead to.' : 'Nothing is connected to this step.'}
    />
  );
};

/** The small windows of the editor: which step to add, what to connect to, what to part. Mount it once per view. */
export const FlowQuestions = (): ReactElement | null => {
  const question = useAsking((state) => state.question);
  if (!question) return null;
  if (question.kind !== 'add') return <LineQuestion question={question} />;
  const { place, point } = question;
  const before = stepBeforePlace(place);
  const { document } = useEditor.getState();
  const family = nodeTypesNow().get(document.nodes.find(({ id }) => id === before)?.type ?? '')?.family ?? null;
  return (
    <StepPicker
      isOpen
      point={point}
      after={document.nodes.length === 0 ? null : (family ?? 'then')}
      allowTriggers={place.where === 'somewhere' || (place.where === 'at' && !place.connect)}
      onPick={(kind) => {
        useAsking.setState({ question: null });
        focusStep(addInPlace(kind, place));
      }}
      onClose={stopAsking}
    />
  );
};
