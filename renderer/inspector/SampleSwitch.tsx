import type { ReactElement } from 'react';
import { useEditor } from '../stores/editor.ts';
import { chooseSample, sampleOf, useTesting } from '../stores/testing.ts';
import { SelectField } from '../ui/SelectField.tsx';

/** Which of the flow's examples is shown and tested with. */
export const SampleSwitch = ({ trigger }: { trigger: string }): ReactElement | null => {
  const samples = useEditor(({ document }) => document.samples);
  const current = useTesting(({ currentSample }) => currentSample);
  const own = samples.filter(({ node }) => node === trigger);
  if (own.length === 0) return <span className="type-meta">Made-up example</span>;
  return (
    <SelectField
      label="Example"
      isLabelHidden
      size="small"
      kind="quiet"
      value={sampleOf({ samples }, current, trigger)?.id ?? null}
      options={own.map(({ id, name }) => ({ id, label: name || id }))}
      onChange={(id) => chooseSample(trigger, id)}
    />
  );
};
