import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  KeyRound,
  KeySquare,
  type LucideIcon,
  Mail,
  MessagesSquare,
  RefreshCw,
  Send,
  ShieldCheck,
  Sparkles,
  Tag,
  Trash2,
  User,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { CredentialShape } from '../client/types.ts';
import { When } from '../pieces/time/When.tsx';
import { Button } from '../ui/Button.tsx';
import { MenuButton } from '../ui/MenuButton.tsx';
import { Pill, type Tone } from '../ui/Pill.tsx';
import styles from './ConnectionsScreen.module.css';
import { kindLabel, type SecretKind } from './secret-kinds.ts';

const icons: Record<SecretKind, LucideIcon> = {
  secret: ShieldCheck,
  bearer: KeyRound,
  basic: User,
  header: Tag,
  smtp: Mail,
  chat: MessagesSquare,
  ai: Sparkles,
  oauth2: KeySquare,
};

/** Whether a check that went well leaves open whether the secret is the right one. */
const isOpen = ({ kind, check }: CredentialShape): boolean =>
  kind === 'secret' || ((kind === 'chat' || kind === 'ai') && check?.fix !== null);

const stateOf = (connection: CredentialShape): { tone: Tone; icon: LucideIcon; label: string } => {
  const { isLocked, check } = connection;
  if (isLocked) return { tone: 'err', icon: CircleAlert, label: 'Enter it again' };
  if (!check) return { tone: 'neutral', icon: CircleDashed, label: 'Not tested yet' };
  return check.ok
    ? // Some can only be looked at; a delivery, or a message, shows whether it is the right one.
      { tone: 'ok', icon: CircleCheck, label: isOpen(connection) ? 'Looks right' : 'Works' }
    : { tone: 'warn', icon: CircleAlert, label: 'Did not pass' };
};

interface ConnectionRowProps {
  connection: CredentialShape;
  /** Where the flows that use it are, by name. */
  flowIds: ReadonlyMap<string, string>;
  isCurrent: boolean;
  isTesting: boolean;
  onTest: () => void;
  onSendTest: () => void;
  onReplace: () => void;
  onRemove: () => void;
}

/** Who uses a connection, each with the way there. */
const UsedBy = ({
  connection: { usedBy, isForPublicAddress },
  flowIds,
}: Pick<ConnectionRowProps, 'connection' | 'flowIds'>): ReactElement => {
  const users = [
    ...usedBy.map((name) => ({ name, href: `#/flows/${encodeURIComponent(flowIds.get(name) ?? name)}` })),
    ...(isForPublicAddress ? [{ name: 'the public address', href: '#/settings/public-address' }] : []),
  ];
  if (users.length === 0) return <span>No flow uses it</span>;
  return (
    <span>
      {'Used by '}
      {users.map(({ name, href }, place) => (
        <span key={name}>
          {place > 0 && ', '}
          <a className="link" href={href}>
            <bdi>{name}</bdi>
          </a>
        </span>
      ))}
    </span>
  );
};

/** A saved secret: what it is for, how it did when tried, and who uses it. Its value is never here. */
export const ConnectionRow = (props: ConnectionRowProps): ReactElement => {
  const { connection, flowIds, isCurrent, isTesting, onTest, onSendTest, onReplace, onRemove } = props;
  const { name, kind, hint, hosts, check, isLocked } = connection;
  const Icon = icons[kind];
  const { tone, icon, label } = stateOf(connection);
  const facts = [
    kindLabel(kind),
    hint === null ? null : `ends in …${hint}`,
    hosts.length > 0 && `for ${hosts.join(', ')}`,
  ];
  return (
    <li className={styles.row} aria-current={isCurrent || undefined}>
      <span className={styles.tile}>
        <Icon size={18} aria-hidden="true" />
      </span>
      <div className={styles.words}>
        <h3 className={styles.name}>{name}</h3>
        <p className={styles.facts}>{facts.filter(Boolean).join(' · ')}</p>
        <p className={styles.usedBy}>
          <UsedBy connection={connection} flowIds={flowIds} />
        </p>
        {check && !check.ok && (
          <p className={styles.trouble}>
            {check.message} {check.fix}
          </p>
        )}
      </div>
      <div className={styles.state}>
        <Pill tone={tone} icon={icon}>
          {label}
        </Pill>
        {check && !isLocked && (
          <span className="type-meta">
            <When at={check.at} />
          </span>
        )}
      </div>
      {isLocked ? (
        <Button size="small" onPress={onReplace} aria-label={`Enter ${name} again`}>
          Enter again
        </Button>
      ) : (
        <Button size="small" isBusy={isTesting} onPress={onTest} aria-label={`Test ${name}`}>
          Test
        </Button>
      )}
      <MenuButton
        label={`More for ${name}`}
        items={[
          ...(kind === 'chat' && !isLocked
            ? [{ id: 'send', label: 'Send a test message', icon: Send, onSelect: onSendTest }]
            : []),
          { id: 'replace', label: 'Replace…', icon: RefreshCw, onSelect: onReplace },
          'separator',
          { id: 'remove', label: 'Remove…', icon: Trash2, tone: 'danger', onSelect: onRemove },
        ]}
      />
    </li>
  );
};
