import { type ReactElement, useState } from 'react';
import { useAction } from '../client/queries.ts';
import type { CredentialShape } from '../client/types.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/toasts.ts';
import { AiFields } from './AiFields.tsx';
import { findAiGaps, joinAi, noAi } from './ai-settings.ts';
import { ChatFields } from './ChatFields.tsx';
import styles from './ConnectionsScreen.module.css';
import { findChatGaps, joinChat, noChat } from './chat-settings.ts';
import { MailFields } from './MailFields.tsx';
import { findMailGaps, joinMail, noMail } from './mail-settings.ts';
import { OauthFields } from './OauthFields.tsx';
import { findOauthGaps, joinOauth, noOauth } from './oauth-settings.ts';
import { SecretFields } from './SecretFields.tsx';
import { findGaps, isForRequests, joinSecret, kinds, readHosts, type SecretKind } from './secret-kinds.ts';
import { told } from './tell-check.ts';

interface ConnectionDialogProps {
  /** The connection to put a new secret into; without it, a new one is made. */
  replaces?: CredentialShape | undefined;
  /** The name a flow already calls it by. */
  wantedName?: string | undefined;
  /** Names that are taken. */
  taken: readonly string[];
  onClose: () => void;
}

const nameProblem = (name: string, taken: readonly string[]): string | undefined => {
  if (name === '') return 'Give it a name, such as Stripe webhook.';
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(name))
    return 'A name begins with a letter or digit and may hold letters, digits, spaces, ".", "_" and "-".';
  return taken.includes(name) ? 'There is a connection with this name. Replace that one instead.' : undefined;
};

/** Adds a connection, or puts a new secret into one. What is typed goes to the engine and is never shown again. */
export const ConnectionDialog = ({
  replaces,
  wantedName = '',
  taken,
  onClose,
}: ConnectionDialogProps): ReactElement => {
  const [name, setName] = useState(replaces?.name ?? wantedName);
  const [kind, setKind] = useState<SecretKind>(replaces?.kind ?? 'secret');
  const [secret, setSecret] = useState({ name: '', value: '' });
  const [mail, setMail] = useState(noMail);
  const [chat, setChat] = useState(noChat);
  const [ai, setAi] = useState(noAi);
  const [oauth, setOauth] = useState(noOauth);
  const [hosts, setHosts] = useState(replaces?.hosts.join(', ') ?? '');
  const [address, setAddress] = useState('');
  const [isAsked, setAsked] = useState(false);
  const save = useAction('credentials.set', ['credentials.list']);
  const check = useAction('credentials.check');
  const sendTest = useAction('credentials.sendTest', ['credentials.list']);

  const typed = { kind, ...secret };
  const isMail = kind === 'smtp';
  const isChat = kind === 'chat';
  const isAi = kind === 'ai';
  const isOauth = kind === 'oauth2';
  const isServer = isMail || isChat || isAi || isOauth;
  const gaps = isServer ? {} : findGaps(typed);
  const mailGaps = isMail ? findMailGaps(mail) : {};
  const chatGaps = isChat ? findChatGaps(chat) : {};
  const sent = isForRequests(kind);
  const oauthGaps = isOauth ? findOauthGaps(oauth) : {};
  const aiGaps = isAi ? findAiGaps(ai) : {};
  const { hosts: allowed, problem: hostProblem } = readHosts(sent ? hosts : '');
  const badName = replaces || save.data?.name === name.trim() ? undefined : nameProblem(name.trim(), taken);
  const isGood =
    !badName &&
    !hostProblem &&
    Object.keys({ ...gaps, ...mailGaps, ...chatGaps, ...aiGaps, ...oauthGaps }).length === 0;
  const saved = save.data !== undefined;
  const fault = save.error ?? check.error;

  const test = (): void => {
    const where = sent && address.trim() !== '' ? { address: address.trim() } : {};
    if (sent && !isOauth && address.trim() === '') {
      toast({ tone: 'ok', title: `Saved ${name.trim()}`, text: 'It was not tested yet.' });
      onClose();
      return;
    }
    check.mutate(
      { name: name.trim(), ...where },
      {
        onSuccess: ({ ok, message, fix }) => {
          if (!ok) return;
          const action = {
            label: 'Send a test message',
            onPress: () => sendTest.mutate({ name: name.trim() }, told),
          };
          toast({
            tone: 'ok',
            title: `Saved ${name.trim()}`,
            text: message,
            action: isChat && fix ? action : undefined,
          });
          onClose();
        },
      },
    );
  };
  const submit = (): void => {
    setAsked(true);
    if (!isGood) return;
    const value = isMail
      ? joinMail(mail)
      : isChat
        ? joinChat(chat)
        : isAi
          ? joinAi(ai)
          : isOauth
            ? joinOauth(oauth)
            : joinSecret(typed);
    save.mutate({ name: name.trim(), kind, value, hosts: allowed }, { onSuccess: test });
  };
  const isBusy = save.isPending || check.isPending;
  return (
    <Dialog
      title={replaces ? `Replace ${replaces.name}` : 'Add connection'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{saved ? 'Close' : 'Cancel'}</Button>
          <Button kind="primary" isBusy={isBusy} onPress={submit}>
            {isServer || (sent && address.trim() !== '') ? 'Save and test' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {!replaces && (
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            autoFocus={wantedName === ''}
            placeholder="Stripe webhook"
            help="What you will choose it by in a step."
            error={isAsked ? badName : undefined}
          />
        )}
        <SelectField
          label="Kind"
          value={kind}
          options={kinds}
          onChange={(id) => setKind(kinds.find((one) => one.id === id)?.id ?? 'secret')}
        />
        {isMail && <MailFields typed={mail} gaps={isAsked ? mailGaps : {}} onChange={setMail} />}
        {isChat && <ChatFields typed={chat} gaps={isAsked ? chatGaps : {}} onChange={setChat} />}
        {isAi && <AiFields typed={ai} gaps={isAsked ? aiGaps : {}} onChange={setAi} />}
        {isOauth && <OauthFields typed={oauth} gaps={isAsked ? oauthGaps : {}} onChange={setOauth} />}
        {!isServer && (
          <SecretFields
            typed={typed}
            gaps={isAsked ? gaps : {}}
            onChange={setSecret}
            onKind={setKind}
            isFirst={replaces !== undefined || wantedName !== ''}
          />
        )}
        {sent && (
          <>
            <TextField
              label="May only be sent to"
              isRequired={false}
              value={hosts}
              onChange={setHosts}
              placeholder="api.example.com"
              help="Hosts, with commas between. Without any, it goes only to hosts typed in the step itself."
              error={hostProblem}
            />
            <TextField
              label="Test it with this address"
              isRequired={false}
              type="url"
              value={address}
              onChange={setAddress}
              placeholder="https://api.example.com/me"
              help="It is asked once, with this connection, and nothing is changed there."
            />
          </>
        )}
        {fault && (
          <Banner tone="err" title={fault.message}>
            {fault.fix}
          </Banner>
        )}
        {check.data && !check.data.ok && (
          <Banner tone="warn" title="Saved, but it did not pass the test">
            {check.data.message} {check.data.fix}
          </Banner>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
};
