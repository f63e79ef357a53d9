import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { useCall } from '../../client/queries.ts';
import type { JsonValue } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { payloadOf, useTesting } from '../../stores/testing.ts';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { editable } from '../samples/as-payload.ts';
import { useAddress } from './AddressCard.tsx';
import { curlCommand } from './curl-command.ts';
import { asRecord, asText, setHookParam, useHookParams } from './use-hook-params.ts';
import styles from './Webhook.module.css';

const megabyte = 1024 * 1024;
const methods = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] as const;

/** Letters, digits and a few marks, in parts with "/" between, as the engine takes them. */
const isPath = (path: string): boolean =>
  path.split('/').every((part) => /^[A-Za-z0-9._~-]+$/.test(part) && !/^\.+$/.test(part));

const PathField = ({ node, path }: { node: string; path: string }): ReactElement => (
  <TextField
    label="Last part of the address"
    help="What comes after /hooks/. A random one can't be guessed."
    isMono
    value={path}
    error={path === '' || isPath(path) ? undefined : 'An address may hold letters, digits, ".", "_", "~" and "-".'}
    onChange={(value) => value !== '' && setHookParam('Change the address', node, ['path'], value)}
  />
);

const MethodsField = ({ node, chosen }: { node: string; chosen: readonly string[] }): ReactElement => {
  const set = (method: string, isChecked: boolean): void => {
    const next = methods.filter((one) => (one === method ? isChecked : chosen.includes(one)));
    if (next.length > 0) setHookParam('Change the methods', node, ['methods'], [...next]);
  };
  return (
    <fieldset className={styles.methods}>
      <legend className={styles.label}>Methods it takes</legend>
      {methods.map((method) => (
        <CheckboxField
          key={method}
          label={method}
          isChecked={chosen.includes(method)}
          onChange={(isOn) => set(method, isOn)}
        />
      ))}
    </fieldset>
  );
};

const PreviousSecret = ({ node, value }: { node: string; value: string }): ReactElement => {
  const { data: credentials = [] } = useCall('credentials.list', {});
  const none = { id: 'none', label: 'None' };
  return (
    <SelectField
      label="Previous secret"
      help="Also accepted, while you change the secret at the service."
      value={value === '' ? none.id : value}
      options={[
        none,
        ...credentials.filter(({ kind }) => kind === 'secret').map(({ name }) => ({ id: name, label: name })),
      ]}
      onChange={(id) =>
        setHookParam(
          'Change the previous secret',
          node,
          ['verify', 'previousCredential'],
          id === none.id ? undefined : id,
        )
      }
    />
  );
};

const CurlCommand = ({ node }: { node: string }): ReactElement | null => {
  const address = useAddress(node);
  const document = useEditor((state) => state.document);
  const inspection = useEditor((state) => state.inspection);
  const current = useTesting((state) => state.currentSample);
  if (address === undefined) return null;
  const body: JsonValue = editable(payloadOf(document, inspection, current, node));
  return (
    <div className={styles.buttons}>
      <CopyButton text={curlCommand(address, body)} label="Copy test command" />
      <span className={styles.quiet}>Sends the example from a terminal, without a signature.</span>
    </div>
  );
};

/** What hardly anyone needs to change. */
export const AdvancedSettings = ({ node }: { node: string }): ReactElement => {
  const params = useHookParams(node);
  const verify = asRecord(params.verify);
  const chosen = Array.isArray(params.methods) ? params.methods.map(String) : ['POST'];
  const bytes = typeof params.maxBodyBytes === 'number' ? params.maxBodyBytes : megabyte;
  const status = typeof params.responseStatus === 'number' ? params.responseStatus : 200;
  return (
    <Disclosure className={styles.advanced ?? ''}>
      <Button slot="trigger" className={styles.disclose ?? ''}>
        <ChevronRight size={15} aria-hidden="true" />
        Advanced
      </Button>
      <DisclosurePanel className={styles.advancedPanel ?? ''}>
        <PathField node={node} path={asText(params.path)} />
        <MethodsField node={node} chosen={chosen} />
        <div className={styles.pair}>
          <NumberField
            label="Largest delivery"
            unit="MB"
            min={0.01}
            max={25}
            value={Math.round((bytes / megabyte) * 100) / 100}
            onChange={(value) =>
              setHookParam('Change the largest delivery', node, ['maxBodyBytes'], Math.round((value ?? 1) * megabyte))
            }
          />
          {params.respond !== 'when-done' && (
            <NumberField
              label="Status of the answer"
              min={200}
              max={299}
              value={status}
              onChange={(value) => setHookParam('Change the answer', node, ['responseStatus'], value ?? 200)}
            />
          )}
        </div>
        {(verify.kind ?? 'none') !== 'none' && <PreviousSecret node={node} value={asText(verify.previousCredential)} />}
        <CurlCommand node={node} />
      </DisclosurePanel>
    </Disclosure>
  );
};
