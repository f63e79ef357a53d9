import { CircleHelp, Pencil } from 'lucide-react';
import { memo, type ReactElement, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { edit, useEditor } from '../stores/editor.ts';
import { renameStep } from '../stores/flow-edits.ts';
import { numberSteps } from '../stores/flow-graph.ts';
import { Banner } from '../ui/Banner.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Pill, type Tone } from '../ui/Pill.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Dock.module.css';
import { FailureSection } from './FailureSection.tsx';
import { ownForms } from './form/own-forms.ts';
import { StepFields } from './form/StepFields.tsx';
import { StepFormContext } from './form/step-form.ts';
import type { OpenStep } from './use-step.ts';

const familyWords = { when: 'When', prepare: 'Prepare', check: 'Check', then: 'Then' } as const;
const familyTones: Readonly<Record<keyof typeof familyWords, Tone>> = {
  when: 'when',
  prepare: 'prep',
  check: 'check',
  then: 'then',
};

const Name = ({ step: { node, view, description } }: { step: OpenStep }): ReactElement => {
  const [typed, setTyped] = useState<string | null>(null);
  const name = view?.label ?? node.name ?? description.title;
  const keep = (): void => {
    if (typed !== null && typed !== name) edit('rename a step', (flow) => renameStep(flow, node.id, typed));
    setTyped(null);
  };
  if (typed !== null)
    return (
      <div className={styles.name}>
        <TextField
          label="Name of the step"
          isLabelHidden
          autoFocus
          value={typed}
          placeholder={description.title}
          onChange={setTyped}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
      </div>
    );
  return (
    <h2 className={styles.title}>
      <AriaButton
        aria-label={`Rename ${name}`}
        className={styles.nameText ?? ''}
        onPress={() => setTyped(node.name ?? '')}
      >
        {name} <Pencil size={13} aria-hidden="true" />
      </AriaButton>
    </h2>
  );
};

/** The form reads what it shows by itself. */
const Fields = memo(StepFields);

/** How a step is set up: its name, its fields, and what it does when it fails. */
export const SetUpColumn = ({ step }: { step: OpenStep }): ReactElement => {
  const { node, description } = step;
  const OwnForm = ownForms.get(node.type);
  const [isHelping, setHelping] = useState(false);
  const number = useEditor(({ document }) => numberSteps(document).get(node.id));
  const problems = useEditor(({ inspection }) => inspection.problems);
  const own = problems.filter((problem) => problem.node === node.id && problem.param === undefined);
  const form = useMemo(() => ({ id: node.id, description }), [node.id, description]);
  return (
    <section aria-label="Set up" className={styles.column}>
      <header className={styles.head}>
        <FamilyIcon name={description.icon} family={description.family} size={18} />
        <Name key={node.id} step={step} />
        <Pill tone={familyTones[description.family]} size="small">
          {familyWords[description.family]}
          {number !== undefined && ` · ${number}`}
        </Pill>
        <IconButton
          label="What this step does"
          icon={CircleHelp}
          size="small"
          isPressed={isHelping}
          onPress={() => setHelping(!isHelping)}
        />
      </header>
      {isHelping && <p className={styles.help}>{description.description}</p>}
      <div className={styles.scroll}>
        <div className={styles.body}>
          {own.map(({ code, severity, message, fix }) => (
            <Banner key={code + message} tone={severity === 'error' ? 'err' : 'warn'} title={message}>
              {fix}
            </Banner>
          ))}
          <StepFormContext.Provider value={form}>
            {OwnForm ? <OwnForm key={node.id} node={node.id} /> : <Fields key={node.id} />}
          </StepFormContext.Provider>
          {description.kind === 'step' && <FailureSection node={node} usualTimeoutMs={description.timeoutMs} />}
        </div>
      </div>
    </section>
  );
};
