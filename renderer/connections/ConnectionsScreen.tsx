import { Plug, Plus } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useAction, useCall } from '../client/queries.ts';
import type { CredentialShape } from '../client/types.ts';
import { type Command, useCommands } from '../stores/commands.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ConnectionDialog } from './ConnectionDialog.tsx';
import { ConnectionRow } from './ConnectionRow.tsx';
import styles from './ConnectionsScreen.module.css';
import { RemoveConnection } from './RemoveConnection.tsx';
import { isForRequests } from './secret-kinds.ts';
import { TestDialog } from './TestDialog.tsx';
import { told } from './tell-check.ts';

type Doing =
  | { what: 'add'; name: string }
  | { what: 'replace' | 'test' | 'remove'; connection: CredentialShape }
  | undefined;

const groups = [
  { title: 'To check what arrives', holds: ({ kind }: CredentialShape) => kind === 'secret' },
  { title: 'To send e-mail', holds: ({ kind }: CredentialShape) => kind === 'smtp' },
  { title: 'To post to chats', holds: ({ kind }: CredentialShape) => kind === 'chat' },
  { title: 'To ask an AI', holds: ({ kind }: CredentialShape) => kind === 'ai' },
  { title: 'To call services', holds: ({ kind }: CredentialShape) => isForRequests(kind) },
];

/** Saved secrets: write-only, each with what it is for and who uses it. */
export const ConnectionsScreen = ({ connection: wanted }: { connection: string | undefined }): ReactElement => {
  const { data: connections, error } = useCall('credentials.list', {});
  const { data: flows = [] } = useCall('flows.list', {});
  const flowIds = useMemo(() => new Map(flows.map(({ name, id }) => [name, id as string])), [flows]);
  const [doing, setDoing] = useState<Doing>();
  const isMissing = connections !== undefined && !connections.some(({ name }) => name === wanted);
  const asked = useRef<string>(undefined);
  useEffect(() => {
    // An address that names a connection which is not there yet is a wish to add it; asked once for each.
    if (wanted === undefined || !isMissing || asked.current === wanted) return;
    asked.current = wanted;
    setDoing({ what: 'add', name: wanted });
  }, [wanted, isMissing]);
  const check = useAction('credentials.check', ['credentials.list']);
  const sendTest = useAction('credentials.sendTest', ['credentials.list']);
  const close = (): void => {
    setDoing(undefined);
    if (wanted !== undefined) navigate('/connections');
  };
  const test = (connection: CredentialShape): void => {
    if (isForRequests(connection.kind) && connection.kind !== 'oauth2') setDoing({ what: 'test', connection });
    else check.mutate({ name: connection.name }, told);
  };
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'connections.add',
        title: 'Add connection',
        group: 'Connections',
        icon: Plus,
        run: () => setDoing({ what: 'add', name: '' }),
      },
    ],
    [],
  );
  useCommands(commands);
  const add = (): void => setDoing({ what: 'add', name: '' });
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1 className="type-screen">Connections</h1>
          <p className="type-summary">
            Secrets of your services. They stay on this computer and are never shown again.
          </p>
        </div>
        <Button kind="primary" icon={Plus} onPress={add}>
          Add connection
        </Button>
      </header>
      {error && (
        <Banner tone="err" title={error.message}>
          {error.fix}
        </Banner>
      )}
      {!connections && !error && <Skeleton lines={5} />}
      {connections?.length === 0 && (
        <EmptyState
          icon={Plug}
          title="No connections yet"
          text="Add one when a service gives you a signing secret for its webhook, or a token to call it with."
          primary={{ label: 'Add connection', icon: Plus, onPress: add }}
        />
      )}
      {groups.map(({ title, holds }) => {
        const held = connections?.filter(holds) ?? [];
        return (
          held.length > 0 && (
            <section key={title} aria-label={title}>
              <h2 className={styles.group}>{title}</h2>
              <ul className={styles.list}>
                {held.map((connection) => (
                  <ConnectionRow
                    key={connection.name}
                    connection={connection}
                    flowIds={flowIds}
                    isCurrent={connection.name === wanted}
                    isTesting={[check, sendTest].some(
                      ({ isPending, variables }) => isPending && variables?.name === connection.name,
                    )}
                    onTest={() => test(connection)}
                    onSendTest={() => sendTest.mutate({ name: connection.name }, told)}
                    onReplace={() => setDoing({ what: 'replace', connection })}
                    onRemove={() => setDoing({ what: 'remove', connection })}
                  />
                ))}
              </ul>
            </section>
          )
        );
      })}
      {doing?.what === 'add' && (
        <ConnectionDialog wantedName={doing.name} taken={connections?.map(({ name }) => name) ?? []} onClose={close} />
      )}
      {doing?.what === 'replace' && <ConnectionDialog replaces={doing.connection} taken={[]} onClose={close} />}
      {doing?.what === 'test' && <TestDialog of={doing.connection} onClose={close} />}
      {doing?.what === 'remove' && <RemoveConnection of={doing.connection} onClose={close} />}
    </div>
  );
};
