import type { ReactElement } from 'react';
import { AddressCard } from './AddressCard.tsx';
import { AdvancedSettings } from './AdvancedSettings.tsx';
import { AnswerField } from './AnswerField.tsx';
import { EventFilter } from './EventFilter.tsx';
import { Listening } from './Listening.tsx';
import { ProviderGallery, WherePaste } from './ProviderGallery.tsx';
import { RepeatsField } from './RepeatsField.tsx';
import { SignatureField } from './SignatureField.tsx';
import styles from './Webhook.module.css';

/** Everything about receiving from a service, in the order it is set up. `node` is the id of the webhook. */
export const WebhookSetup = ({ node }: { node: string }): ReactElement => (
  <div className={styles.setup}>
    <AddressCard node={node} />
    <ProviderGallery node={node} />
    <WherePaste node={node} />
    <Listening node={node} />
    <SignatureField node={node} />
    <EventFilter node={node} />
    <RepeatsField node={node} />
    <AnswerField node={node} />
    <AdvancedSettings node={node} />
  </div>
);
