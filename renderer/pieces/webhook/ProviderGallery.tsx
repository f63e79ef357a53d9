import {
  ClipboardList,
  CreditCard,
  GitBranch,
  ListChecks,
  type LucideIcon,
  Mail,
  MessageSquare,
  ShoppingBag,
  Smartphone,
  Store,
  TextCursorInput,
  Webhook,
} from 'lucide-react';
import type { ReactElement } from 'react';
import { edit } from '../../stores/editor.ts';
import { classes } from '../../ui/classes.ts';
import { takeBuiltIn } from '../samples/BuiltInSamples.tsx';
import { chooseProvider, type Provider, usualEvent } from './provider-choice.ts';
import { asText, sayOther, useHookParams, useProvider } from './use-hook-params.ts';
import styles from './Webhook.module.css';

const icons: Record<string, LucideIcon> = {
  'clipboard-list': ClipboardList,
  'credit-card': CreditCard,
  'git-branch': GitBranch,
  'list-checks': ListChecks,
  mail: Mail,
  'message-square': MessageSquare,
  'shopping-bag': ShoppingBag,
  smartphone: Smartphone,
  store: Store,
  'text-cursor-input': TextCursorInput,
  webhook: Webhook,
};

interface TileProps {
  name: string;
  icon: LucideIcon;
  isChosen: boolean;
  onChoose: () => void;
}

const Tile = ({ name, icon: Icon, isChosen, onChoose }: TileProps): ReactElement => (
  <button type="button" className={classes(styles.tile)} aria-pressed={isChosen} onClick={onChoose}>
    <Icon size={16} aria-hidden="true" />
    <span>{name}</span>
  </button>
);

/** Who sends? Choosing a service brings its example, its signature check and how it tells repeats. */
export const ProviderGallery = ({ node }: { node: string }): ReactElement => {
  const { providers, provider: chosen } = useProvider(node);
  const path = asText(useHookParams(node).path);
  const choose = (provider: Provider | undefined): void => {
    if (provider && provider.id === chosen?.id) return;
    sayOther(node, provider === undefined);
    edit(provider ? `Receive from ${provider.name}` : 'Receive from another service', (flow) =>
      chooseProvider(flow, node, provider),
    );
    const event = provider && usualEvent(provider);
    if (provider && event) void takeBuiltIn(node, path, provider, event, 'complete');
  };
  return (
    <section aria-label="Who sends it?">
      <h3 className={styles.heading}>Who sends it?</h3>
      <div className={styles.tiles}>
        {providers.map((provider) => (
          <Tile
            key={provider.id}
            name={provider.name}
            icon={icons[provider.icon] ?? Webhook}
            isChosen={provider.id === chosen?.id}
            onChoose={() => choose(provider)}
          />
        ))}
        <Tile name="Other" icon={Webhook} isChosen={chosen === undefined} onChoose={() => choose(undefined)} />
      </div>
    </section>
  );
};

/** The four steps in the menus of the service. */
export const WherePaste = ({ node }: { node: string }): ReactElement | null => {
  const { provider } = useProvider(node);
  if (!provider) return null;
  return (
    <section aria-label="Where do I paste this?">
      <h3 className={styles.heading}>Where do I paste this?</h3>
      <ol className={styles.steps}>
        {provider.paste.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
};
