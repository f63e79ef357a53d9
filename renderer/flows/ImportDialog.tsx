import type { ReactElement, ReactNode } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useAction, useCall } from '../client/queries.ts';
import type { Flow, Inspection, Problem } from '../client/types.ts';
import { LongText } from '../pieces/previews/LongText.tsx';
import { StepIcon } from '../pieces/StepIcon.tsx';
import { useNodeTypes } from '../pieces/step-card/node-types.ts';
import { GrantText } from '../pieces/turn-on/GrantText.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './FlowsScreen.module.css';
import { ImportReport } from './ImportReport.tsx';
import type { ReadFile } from './read-flow-file.ts';

interface ImportDialogProps {
  file: ReadFile | undefined;
  onClose: () => void;
}

const Part = ({ title, children }: { title: string; children: ReactNode }): ReactElement => (
  <section className={styles.part}>
    <h3 className={styles.partTitle}>{title}</h3>
    {children}
  </section>
);

const Steps = ({ flow, steps }: { flow: Flow; steps: Inspection['steps'] }): ReactElement => {
  const types = useNodeTypes();
  return (
    <ul className={styles.items}>
      {flow.nodes.map(({ id, type }) => (
        <li key={id} className={styles.stepLine}>
          <StepIcon name={types.get(type)?.icon ?? ''} family={types.get(type)?.family} size={15} />
          {steps[id]?.label ?? type}
        </li>
      ))}
    </ul>
  );
};

const Problems = ({ problems }: { problems: readonly Problem[] }): ReactElement => (
  <ul className={styles.items}>
    {problems.map(({ code, node, param, message, fix }) => (
      <li key={`${node} ${param} ${code} ${message}`}>
        {message} <span className={styles.fix}>{fix}</span>
      </li>
    ))}
  </ul>
);

const Preview = ({ document, onClose }: { document: unknown; onClose: () => void }): ReactElement => {
  const { data: looked, error } = useCall('flows.preview', { document });
  const create = useAction('flows.create', ['flows.list']);
  const add = (): void =>
    create.mutate(
      { document },
      {
        onSuccess: ({ report }) => {
          onClose();
          toast({
            tone: 'ok',
            title: `Added ${report.name}`,
            text: 'It is off. Nothing it asks for is allowed yet.',
            action: { label: 'Open', onPress: () => navigate(`/flows/${report.id}`) },
          });
        },
      },
    );
  const fault = error ?? create.error;
  // What the report tells about a step is not told twice.
  const told = new Set(
    looked?.imported?.nodes.flatMap(({ id, outcome }) => (outcome === 'translated' || id === null ? [] : [id])),
  );
  const code = looked?.document.nodes.filter(({ type }) => type === 'code') ?? [];
  const problems = looked?.inspection.problems.filter(({ node }) => node === undefined || !told.has(node)) ?? [];
  return (
    <Dialog
      title="Import a flow"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={!looked} isBusy={create.isPending} onPress={add}>
            Add to my flows
          </Button>
        </>
      }
    >
      {fault && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      {!looked && !fault && <Skeleton lines={4} />}
      {looked && (
        <div className={styles.preview}>
          <div>
            <p className={styles.previewName}>
              <bdi>{looked.document.name}</bdi>
            </p>
            <p className="type-summary">
              {looked.imported ? 'A workflow of n8n. ' : ''}
              {looked.document.description || 'Nothing is run or changed by adding it.'}
            </p>
          </div>
          {looked.imported ? (
            <ImportReport report={looked.imported} />
          ) : (
            <Part title={looked.document.nodes.length === 1 ? '1 step' : `${looked.document.nodes.length} steps`}>
              <Steps flow={looked.document} steps={looked.inspection.steps} />
            </Part>
          )}
          {code.length > 0 && (
            <Part title="Code it runs">
              <p className="type-summary">It reaches no network and no files. Read it before you turn the flow on.</p>
              {code.map(({ id, name, params }) => (
                <LongText key={id} text={String(params.source ?? '')} label={`The code of ${name ?? id}`} />
              ))}
            </Part>
          )}
          <Part title="What it asks to touch">
            {looked.needs.grants.length === 0 ? (
              <p className="type-summary">
                {looked.inspection.problems.some(({ severity }) => severity === 'error')
                  ? 'That is known once it is finished. You are asked before it is turned on.'
                  : 'Nothing on this computer.'}
              </p>
            ) : (
              <>
                <ul className={styles.items}>
                  {looked.needs.grants.map((grant) => (
                    <li key={`${grant.kind} ${grant.target}`}>
                      <GrantText grant={grant} />
                    </li>
                  ))}
                </ul>
                <p className="type-meta">You are asked again before it is turned on.</p>
              </>
            )}
          </Part>
          {looked.missingCredentials.length > 0 && (
            <Part title="Connections it needs that are not here yet">
              <p className="type-summary">{looked.missingCredentials.join(', ')}</p>
            </Part>
          )}
          {problems.length > 0 && (
            <Part title="To finish before it can be turned on">
              <Problems problems={problems} />
            </Part>
          )}
        </div>
      )}
    </Dialog>
  );
};

/** Shows what a flow file holds before it becomes a flow; nothing is allowed by adding it. */
export const ImportDialog = ({ file, onClose }: ImportDialogProps): ReactElement | null => {
  if (!file) return null;
  if ('document' in file) return <Preview document={file.document} onClose={onClose} />;
  return (
    <Dialog
      title="Import a flow"
      isOpen
      onClose={onClose}
      size="small"
      actions={<Button onPress={onClose}>Close</Button>}
    >
      <Banner tone="warn" title={`${file.fileName} was not added`}>
        {file.problem}
      </Banner>
    </Dialog>
  );
};
