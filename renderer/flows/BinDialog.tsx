import type { ReactElement } from 'react';
import { useAction, useCall } from '../client/queries.ts';
import { When } from '../pieces/time/When.tsx';
import { sayDay } from '../pieces/time/when.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './FlowsScreen.module.css';

/** Flows that were deleted within the last thirty days; each can come back. */
export const BinDialog = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactElement => {
  const { data: bin } = useCall('flows.bin', {}, { enabled: isOpen });
  const restore = useAction('flows.restore', ['flows.bin', 'flows.list']);
  return (
    <Dialog
      title="Recently deleted"
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>Close</Button>}
    >
      {!bin && <Skeleton lines={3} />}
      {bin?.length === 0 && <p className="type-summary">Nothing was deleted in the last 30 days.</p>}
      <ul>
        {bin?.map(({ id, name, removedAt, goneAt }) => (
          <li key={id} className={styles.binRow}>
            <div className={styles.binWords}>
              <p className={styles.binName}>
                <bdi>{name}</bdi>
              </p>
              <p className="type-meta">
                Deleted <When at={removedAt} /> · gone for good on {sayDay(goneAt)}
              </p>
            </div>
            <Button
              size="small"
              aria-label={`Restore ${name}`}
              isBusy={restore.isPending && restore.variables?.flow === id}
              onPress={() =>
                restore.mutate(
                  { flow: id },
                  {
                    onSuccess: ({ report }) =>
                      toast({ tone: 'ok', title: `${report.name} is back`, text: 'It is off.' }),
                    onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
                  },
                )
              }
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
