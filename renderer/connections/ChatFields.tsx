import type { ReactElement } from 'react';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { type ChatGaps, directions, noChat, services, type TypedChat } from './chat-settings.ts';

interface ChatFieldsProps {
  typed: TypedChat;
  gaps: ChatGaps;
  onChange: (typed: TypedChat) => void;
}

/** What a chat needs to know, with one line that says where it is found. */
export const ChatFields = ({ typed, gaps, onChange }: ChatFieldsProps): ReactElement => {
  const { service } = typed;
  const field = (name: keyof TypedChat, label: string) => ({
    label,
    value: typed[name],
    error: gaps[name],
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
  });
  return (
    <>
      <SelectField
        label="Service"
        value={service}
        options={services}
        onChange={(id) => onChange({ ...typed, service: services.find((one) => one.id === id)?.id ?? noChat.service })}
      />
      {service === 'telegram' ? (
        <>
          <TextField
            {...field('token', 'Token of the bot')}
            type="password"
            autoComplete="new-password"
            help="In Telegram: write /newbot to @BotFather and copy the token it answers with."
          />
          <TextField
            {...field('chat', 'Chat')}
            placeholder="-1001234567890"
            help="Add the bot to the group or channel. A channel has a name such as @shop_news; a group has a number."
          />
          <TextField
            {...field('server', 'Bot server')}
            isRequired={false}
            placeholder="https://api.telegram.org"
            help="Only if you run a Bot API server of your own."
          />
        </>
      ) : (
        <TextField
          {...field('url', 'Webhook address')}
          type="password"
          autoComplete="new-password"
          placeholder={directions[service].example}
          help={`${directions[service].where} Whoever knows this address can post, so it is locked away and never shown again.`}
        />
      )}
    </>
  );
};
