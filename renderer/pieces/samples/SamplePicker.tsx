import { ChevronDown } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import { useEditor } from '../../stores/editor.ts';
import { sampleOf, useTesting } from '../../stores/testing.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { BuiltInSamples } from './BuiltInSamples.tsx';
import { EditSample } from './EditSample.tsx';
import { InboxSamples } from './InboxSamples.tsx';
import { ListenNow } from './ListenNow.tsx';
import { PasteSample } from './PasteSample.tsx';
import styles from './Samples.module.css';
import { SavedSamples } from './SavedSamples.tsx';

type Way = 'saved' | 'built-in' | 'inbox' | 'paste' | 'listen' | 'edit';

const wayWords: Record<Way, string> = {
  saved: 'In this flow',
  'built-in': 'Built-in',
  inbox: 'From Inbox',
  paste: 'Paste',
  listen: 'Listen now',
  edit: 'Edit a copy',
};

/** Only what makes sense: nothing arrives for a flow that is started by hand. */
const waysOf = (type: string): Way[] => {
  if (type === 'webhook') return ['saved', 'built-in', 'inbox', 'paste', 'listen', 'edit'];
  if (type === 'app-event') return ['saved', 'inbox', 'paste', 'listen', 'edit'];
  return ['saved', 'paste', 'edit'];
};

interface Trigger {
  id: string;
  type: string;
  path: string;
}

const useTriggerOf = (id: string): Trigger | undefined => {
  const node = useEditor((state) => state.document.nodes.find((candidate) => candidate.id === id));
  return node && { id, type: node.type, path: typeof node.params.path === 'string' ? node.params.path : '' };
};

interface PanelProps {
  trigger: Trigger;
  way: Way;
  pasted: string;
  onChosen: () => void;
}

const Panel = ({ trigger, way, pasted, onChosen }: PanelProps): ReactElement => {
  const { data: app } = useCall('app.info', {});
  const { id, type, path } = trigger;
  const address = app?.hooksUrl && path !== '' ? `${app.hooksUrl}/hooks/${path}` : undefined;
  switch (way) {
    case 'saved':
      return <SavedSamples trigger={id} onChosen={onChosen} />;
    case 'built-in':
      return <BuiltInSamples trigger={id} path={path} onChosen={onChosen} />;
    case 'inbox':
      return <InboxSamples trigger={id} onChosen={onChosen} />;
    case 'paste':
      return <PasteSample key={pasted} trigger={id} type={type} path={path} start={pasted} onChosen={onChosen} />;
    case 'listen':
      return <ListenNow trigger={id} address={address} onChosen={onChosen} />;
    case 'edit':
      return <EditSample trigger={id} onChosen={onChosen} />;
  }
};

/** Tells of a text that is pasted while no field has the focus that would take it. */
const usePaste = (onPaste: (text: string) => void): void => {
  useEffect(() => {
    const take = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const isForField =
        event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null;
      if (isForField || text.trim() === '') return;
      event.preventDefault();
      onPaste(text);
    };
    document.addEventListener('paste', take);
    return () => document.removeEventListener('paste', take);
  }, [onPaste]);
};

const Choices = ({ trigger, onChosen }: { trigger: Trigger; onChosen: () => void }): ReactElement => {
  const samples = useEditor((state) => state.document.samples);
  const own = samples.filter(({ node }) => node === trigger.id).length;
  const ways = waysOf(trigger.type);
  const [way, setWay] = useState<Way>(own > 0 ? 'saved' : (ways[1] ?? 'saved'));
  const [pasted, setPasted] = useState('');
  const paste = useCallback((text: string): void => {
    setPasted(text);
    setWay('paste');
  }, []);
  usePaste(paste);
  return (
    <Tabs
      label="Where the example comes from"
      tabs={ways.map((id) => ({ id, label: wayWords[id], ...(id === 'saved' && { count: own }) }))}
      selected={way}
      onSelect={setWay}
    >
      <div className={styles.panel}>
        <Panel trigger={trigger} way={way} pasted={pasted} onChosen={onChosen} />
      </div>
    </Tabs>
  );
};

/** Says which example a trigger is tried with, and opens all the ways to another one. */
export const SamplePicker = ({ trigger: id }: { trigger: string }): ReactElement | null => {
  const trigger = useTriggerOf(id);
  const document = useEditor((state) => state.document);
  const current = useTesting((state) => sampleOf(document, state.currentSample, id));
  const [isOpen, setOpen] = useState(false);
  if (!trigger) return null;
  const name = current ? current.name || 'Example' : 'What usually arrives';
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        className={styles.switcher}
        aria-label={`Sample: ${name}`}
        onPress={() => setOpen(true)}
      >
        <span className={styles.switcherName}>{name}</span>
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Dialog title="Choose an example" isOpen={isOpen} onClose={() => setOpen(false)} size="large">
        <Choices trigger={trigger} onChosen={() => setOpen(false)} />
      </Dialog>
    </>
  );
};
