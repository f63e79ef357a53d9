import { ClipboardPaste } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useAction } from '../../client/queries.ts';
import type { JsonRecord } from '../../client/types.ts';
import { edit } from '../../stores/editor.ts';
import { setParam } from '../../stores/flow-edits.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './Form.module.css';
import { useStepForm } from './step-form.ts';

const parts = ['method', 'url', 'query', 'headers', 'body'] as const;

/** Fills in a web request from a command as the documentation of most services shows it. */
export const PasteCurl = (): ReactElement => {
  const { id } = useStepForm();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const read = useAction('requests.readCurl');
  const close = (): void => {
    setOpen(false);
    setText('');
    read.reset();
  };
  const fill = (): void =>
    read.mutate(
      { text },
      {
        onSuccess: ({ notes, ...params }) => {
          edit('fill in a curl command', (flow) => {
            for (const part of parts) setParam(flow, id, [part], structuredClone((params as JsonRecord)[part]));
          });
          toast({
            tone: notes.length > 0 ? 'warn' : 'ok',
            title: 'Filled in from the command',
            text: notes.length > 0 ? notes.join(' ') : undefined,
          });
          close();
        },
      },
    );
  return (
    <div className={styles.param}>
      <Button size="small" icon={ClipboardPaste} onPress={() => setOpen(true)}>
        Paste a curl command
      </Button>
      {isOpen && (
        <Dialog
          title="Paste a curl command"
          isOpen
          onClose={close}
          actions={
            <>
              <Button onPress={close}>Cancel</Button>
              <Button kind="primary" isBusy={read.isPending} isDisabled={text.trim() === ''} onPress={fill}>
                Fill in
              </Button>
            </>
          }
        >
          <TextField
            label="Command"
            value={text}
            onChange={setText}
            isMultiline
            isMono
            autoFocus
            rows={8}
            placeholder="curl https://api.example.com/orders -H …"
            help="From the documentation of a service, a terminal, or a browser (“Copy as cURL”). It replaces what is set up here; nothing is sent."
          />
          {read.error && (
            <Banner tone="err" title={read.error.message}>
              {read.error.fix}
            </Banner>
          )}
        </Dialog>
      )}
    </div>
  );
};
