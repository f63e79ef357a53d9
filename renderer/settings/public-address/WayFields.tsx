import type { ReactElement } from 'react';
import { NumberField } from '../../ui/NumberField.tsx';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import own from './PublicAddress.module.css';
import type { Gaps, WayDraft } from './ways.ts';

interface WayFieldsProps {
  draft: WayDraft;
  gaps: Gaps;
  /** Whether a secret of this way is saved from before. */
  hasSecret: boolean;
  onChange: (draft: WayDraft) => void;
}

const savedHelp = 'One is saved. Paste another to replace it.';
const lockedHelp = 'It is locked away on this computer and never shown again.';

const Secret = ({
  draft,
  gaps,
  hasSecret,
  onChange,
  label,
  isKey,
}: WayFieldsProps & { label: string; isKey?: boolean }) => (
  <TextField
    label={label}
    type={isKey ? undefined : 'password'}
    isMultiline={isKey}
    isMono={isKey}
    rows={4}
    autoComplete="new-password"
    placeholder={isKey && !hasSecret ? '-----BEGIN OPENSSH PRIVATE KEY-----' : undefined}
    value={draft.secret}
    onChange={(secret) => onChange({ ...draft, secret })}
    error={gaps.secret}
    help={hasSecret ? savedHelp : lockedHelp}
  />
);

const Address = ({ draft, gaps, onChange, help }: WayFieldsProps & { help: string }) => (
  <TextField
    label="Address"
    placeholder="https://hooks.example.com"
    value={draft.address}
    onChange={(address) => onChange({ ...draft, address })}
    error={gaps.address}
    help={help}
  />
);

const LocalPort = ({ draft, gaps, onChange }: WayFieldsProps) => (
  <NumberField
    label="Port on this computer"
    value={draft.port}
    min={1}
    max={65_535}
    onChange={(port) => onChange({ ...draft, port })}
    error={gaps.port}
  />
);

const CloudflareNamed = (props: WayFieldsProps): ReactElement => (
  <>
    <ol className={own.steps}>
      <li>In Cloudflare, open Zero Trust › Networks › Tunnels and create a tunnel.</li>
      <li>
        Give it a public hostname that leads to <code>{`http://127.0.0.1:${props.draft.port ?? ''}`}</code>.
      </li>
      <li>Copy the token: the long text at the end of the install command.</li>
    </ol>
    <Address {...props} help="The public hostname you chose." />
    <Secret {...props} label="Tunnel token" />
    <LocalPort {...props} />
  </>
);

const Ngrok = (props: WayFieldsProps): ReactElement => (
  <>
    <Secret {...props} label="Authtoken" />
    <TextField
      label="Domain"
      isRequired={false}
      placeholder="shop.ngrok-free.dev"
      value={props.draft.domain}
      onChange={(domain) => props.onChange({ ...props.draft, domain })}
      error={props.gaps.domain}
      help="Your fixed domain, from the ngrok dashboard. It keeps the address the same."
    />
  </>
);

const Ssh = (props: WayFieldsProps): ReactElement => {
  const { draft, gaps, onChange } = props;
  return (
    <>
      <div className={own.pair}>
        <TextField
          label="Server"
          placeholder="server.example.com"
          value={draft.host}
          onChange={(host) => onChange({ ...draft, host })}
          error={gaps.host}
        />
        <NumberField
          label="SSH port"
          value={draft.sshPort}
          min={1}
          max={65_535}
          onChange={(sshPort) => onChange({ ...draft, sshPort })}
          error={gaps.sshPort}
        />
        <TextField
          label="User"
          value={draft.user}
          onChange={(user) => onChange({ ...draft, user })}
          error={gaps.user}
        />
        <SelectField
          label="Sign in with"
          value={draft.signIn}
          options={[
            { id: 'key', label: 'A private key' },
            { id: 'password', label: 'A password' },
          ]}
          onChange={(id) => onChange({ ...draft, signIn: id === 'password' ? 'password' : 'key' })}
        />
      </div>
      <Secret {...props} label={draft.signIn === 'key' ? 'Private key' : 'Password'} isKey={draft.signIn === 'key'} />
      <div className={own.pair}>
        <NumberField
          label="Port of the server that leads here"
          value={draft.remotePort}
          min={1}
          max={65_535}
          onChange={(remotePort) => onChange({ ...draft, remotePort })}
          error={gaps.remotePort}
        />
        <Address
          {...props}
          help="How the internet reaches that port. Services want https, so put a web server in front."
        />
      </div>
    </>
  );
};

const Own = (props: WayFieldsProps): ReactElement => (
  <>
    <Address {...props} help="Let it lead to the port below, and to nothing else." />
    <LocalPort {...props} />
    <RadioGroupField
      label="Who passes deliveries on?"
      value={props.draft.from}
      options={[
        { id: 'computer', label: 'A program on this computer', help: 'A web server or a tunnel program. Safest.' },
        {
          id: 'network',
          label: 'The router of my network',
          help: 'The port is then open to every computer of this network. Only opened webhooks answer there.',
        },
      ]}
      onChange={(from) => props.onChange({ ...props.draft, from })}
    />
  </>
);

const Localtunnel = ({ draft, gaps, onChange }: WayFieldsProps): ReactElement => (
  <div className={own.pair}>
    <TextField
      label="Server"
      value={draft.server}
      onChange={(server) => onChange({ ...draft, server })}
      error={gaps.server}
    />
    <TextField
      label="Name to ask for"
      isRequired={false}
      value={draft.subdomain}
      onChange={(subdomain) => onChange({ ...draft, subdomain })}
      error={gaps.subdomain}
    />
  </div>
);

/** What the chosen way needs to know. */
export const WayFields = (props: WayFieldsProps): ReactElement | null => {
  switch (props.draft.provider) {
    case 'cloudflare-quick':
      return null;
    case 'cloudflare-named':
      return <CloudflareNamed {...props} />;
    case 'ngrok':
      return <Ngrok {...props} />;
    case 'ssh':
      return <Ssh {...props} />;
    case 'own':
      return <Own {...props} />;
    case 'localtunnel':
      return <Localtunnel {...props} />;
  }
};
