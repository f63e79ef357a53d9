import { Footprints, LayoutTemplate, Plus, SquareDashed, Trash2, Upload } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../client/connection.ts';
import { useAction, useCall } from '../client/queries.ts';
import { toFault } from '../client/templates.ts';
import type { FlowCard } from '../client/types.ts';
import { bringBack } from '../pieces/first-steps/first-steps.ts';
import { startDemo, useStartBlank } from '../pieces/start-flow/use-start-flow.ts';
import { TurnOnSheet } from '../pieces/turn-on/TurnOn.tsx';
import { type Command, useCommands } from '../stores/commands.ts';
import { useOffered } from '../stores/offered.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { MenuButton } from '../ui/MenuButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/toasts.ts';
import { AttentionBand } from './AttentionBand.tsx';
import { AwayPanel } from './AwayPanel.tsx';
import { needsAttention } from './arrange-flows.ts';
import { BinDialog } from './BinDialog.tsx';
import { CrashNotice } from './CrashNotice.tsx';
import { DeleteFlow } from './DeleteFlow.tsx';
import { FlowList } from './FlowList.tsx';
import type { FlowRowActions } from './FlowRow.tsx';
import styles from './FlowsScreen.module.css';
import { ImportDialog } from './ImportDialog.tsx';
import { downloadJson, exportName, type ReadFile, readFlowFile, readFlowText } from './read-flow-file.ts';
import { useFileDrop } from './use-file-drop.ts';
import { Welcome } from './Welcome.tsx';

const templates = (): void => navigate('/templates');

const exportFlow = async ({ id, name }: FlowCard): Promise<void> => {
  try {
    downloadJson(exportName(name), await call('flows.export', { flow: id }));
  } catch (thrown) {
    const { message, fix } = toFault(thrown);
    toast({ tone: 'err', title: message, text: fix });
  }
};

/** The start of the app: every flow, how it is and how it went. A flow file can be dropped anywhere on it. */
export const FlowsScreen = (): ReactElement => {
  const { data: flows, error } = useCall('flows.list', {});
  const { data: bin } = useCall('flows.bin', {});
  const blank = useStartBlank();
  const duplicate = useAction('flows.duplicate', ['flows.list']);
  const [isBinOpen, setBinOpen] = useState(false);
  const [file, setFile] = useState<ReadFile>();
  const [removing, setRemoving] = useState<FlowCard>();
  const [isReviewing, setReviewing] = useState(0);
  const picker = useRef<HTMLInputElement>(null);

  const take = useCallback((chosen: File): void => void readFlowFile(chosen).then(setFile), []);
  const offered = useOffered((state) => state.file);
  useEffect(() => {
    if (!offered) return;
    setFile(readFlowText(offered.fileName, offered.text));
    useOffered.setState({ file: null });
  }, [offered]);
  const isOver = useFileDrop(take);
  const choose = useCallback((): void => picker.current?.click(), []);
  const { mutate: makeCopy } = duplicate;
  const actions = useMemo<FlowRowActions>(
    () => ({
      open: ({ id }) => navigate(`/flows/${id}`),
      duplicate: ({ id }) =>
        makeCopy(
          { flow: id },
          {
            onSuccess: ({ report }) => toast({ tone: 'ok', title: `Made ${report.name}`, text: 'The copy is off.' }),
            onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
          },
        ),
      download: (flow) => void exportFlow(flow),
      remove: setRemoving,
    }),
    [makeCopy],
  );
  const { start } = blank;
  const commands = useMemo<Command[]>(
    () => [
      { id: 'flows.new', title: 'New blank flow', group: 'Flows', icon: Plus, run: start },
      { id: 'flows.import', title: 'Import a flow file', group: 'Flows', icon: Upload, run: choose },
      {
        id: 'flows.first-steps',
        title: 'Show first steps',
        group: 'Help',
        icon: Footprints,
        run: () => {
          bringBack();
          void startDemo();
        },
      },
      { id: 'flows.bin', title: 'Recently deleted flows', group: 'Flows', run: () => setBinOpen(true) },
    ],
    [start, choose],
  );
  useCommands(commands);

  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1 className={`type-screen ${styles.title}`}>Flows</h1>
        <Button onPress={choose}>Import</Button>
        <MenuButton
          label="New flow"
          kind="primary"
          icon={Plus}
          items={[
            { id: 'blank', label: 'Blank', icon: SquareDashed, onSelect: start },
            { id: 'template', label: 'From template', icon: LayoutTemplate, onSelect: templates },
            { id: 'import', label: 'Import file', icon: Upload, hint: 'Or drop it anywhere here', onSelect: choose },
          ]}
        >
          New flow
        </MenuButton>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Flow file"
          hidden
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) take(chosen);
            target.value = '';
          }}
        />
      </header>
      <CrashNotice />
      <AwayPanel />
      {flows && (
        <AttentionBand flows={flows.filter(needsAttention)} onReview={() => setReviewing((times) => times + 1)} />
      )}
      {error && (
        <Banner tone="err" title={error.message}>
          {error.fix}
        </Banner>
      )}
      {!flows && !error && (
        <div className={styles.waiting}>
          <Skeleton lines={6} />
        </div>
      )}
      {flows?.length === 0 && <Welcome onBlank={start} />}
      {flows && flows.length > 0 && <FlowList flows={flows} actions={actions} reviews={isReviewing} />}
      {bin && bin.length > 0 && (
        <footer className={styles.foot}>
          <Button kind="quiet" size="small" icon={Trash2} onPress={() => setBinOpen(true)}>
            {`Recently deleted (${bin.length})`}
          </Button>
        </footer>
      )}
      {isOver && <div className={styles.drop}>Drop the flow file to look at it</div>}
      <BinDialog isOpen={isBinOpen} onClose={() => setBinOpen(false)} />
      <ImportDialog file={file} onClose={() => setFile(undefined)} />
      {removing && <DeleteFlow flow={removing} onClose={() => setRemoving(undefined)} />}
      <TurnOnSheet />
    </div>
  );
};
