import { type ReactElement, type RefObject, useMemo, useState } from 'react';
import type { Family, NodeDescription } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { FamilyIcon } from '../FamilyIcon.tsx';
import { useNodeList } from '../step-card/node-types.ts';
import { listSteps } from './find-steps.ts';
import { PickList, type WindowPoint } from './PickList.tsx';

interface StepPickerProps {
  isOpen: boolean;
  /** What it opens beside: a control, or a place in the window. */
  triggerRef?: RefObject<Element | null> | undefined;
  point?: WindowPoint | undefined;
  /** The family of the step before, for what is suggested. */
  after?: Family | null | undefined;
  /** Whether steps that start a flow are offered. */
  allowTriggers: boolean;
  onPick: (description: NodeDescription) => void;
  onClose: () => void;
}

const Open = ({
  triggerRef,
  point,
  after = null,
  allowTriggers,
  onPick,
  onClose,
}: Omit<StepPickerProps, 'isOpen'>): ReactElement => {
  const [query, setQuery] = useState('');
  const kinds = useNodeList();
  const groups = useMemo(() => listSteps(kinds, { query, after, allowTriggers }), [kinds, query, after, allowTriggers]);
  const request = kinds.find(({ type }) => type === 'http-request');
  return (
    <PickList
      label="Add a step"
      placeholder="What should happen?"
      query={query}
      onQuery={setQuery}
      groups={groups.map(({ id, title, alias, kinds: found }) => ({
        id,
        title,
        alias,
        options: found.map(({ type, title: label, description, icon, family }) => ({
          id: type,
          label,
          hint: description,
          picture: <FamilyIcon name={icon} family={family} size={18} />,
        })),
      }))}
      onPick={(type) => {
        const kind = kinds.find((known) => known.type === type);
        if (kind) onPick(kind);
      }}
      onClose={onClose}
      triggerRef={triggerRef}
      point={point}
      nothing={
        request && (
          <>
            <p>
              Nothing called “{query}”. Most services can be reached with <b>{request.title}</b>.
            </p>
            <Button size="small" onPress={() => onPick(request)}>
              Add {request.title}
            </Button>
          </>
        )
      }
    />
  );
};

/** Chooses what kind of step to add (ux.md 2.5). Enter adds the first; Esc closes it without a trace. */
export const StepPicker = ({ isOpen, ...rest }: StepPickerProps): ReactElement | null =>
  isOpen ? <Open {...rest} /> : null;
