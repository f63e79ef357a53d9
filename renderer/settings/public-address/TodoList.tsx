import type { ReactElement } from 'react';
import { useAction } from '../../client/queries.ts';
import type { PublicAddressStatus } from '../../client/types.ts';
import { publicUrl } from '../../pieces/public-address/address-words.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import own from './PublicAddress.module.css';

/** Where services have to be told the new address, one line for each webhook. */
export const TodoList = ({ status }: { status: PublicAddressStatus }): ReactElement => {
  const told = useAction('publicAddress.told', ['publicAddress.status']);
  return (
    <ul className={own.rows} aria-label="Update your address">
      {status.todo.map((hook) => (
        <li key={`${hook.flowId} ${hook.node}`} className={own.row}>
          <div className={own.words}>
            <p className={own.name}>{hook.sender ?? hook.label}</p>
            <p className={own.quiet}>
              <a className="link" href={`#/flows/${hook.flowId}`}>
                <bdi>{hook.flow}</bdi>
              </a>
            </p>
          </div>
          <CopyButton text={publicUrl(status, hook) ?? ''} label="Copy new address" />
          <Button
            size="small"
            kind="quiet"
            isBusy={told.isPending}
            onPress={() => told.mutate({ flow: hook.flowId, node: hook.node })}
            aria-label={`Mark ${hook.flow} as done`}
          >
            Mark as done
          </Button>
        </li>
      ))}
    </ul>
  );
};
