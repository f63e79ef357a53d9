import { type ReactElement, useState } from 'react';
import { aiPresets } from '../client/ai-presets.ts';
import { useAction } from '../client/queries.ts';
import { Button } from '../ui/Button.tsx';
import { ComboField } from '../ui/ComboField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { type AiGaps, findAccessGaps, presetOf, type TypedAi, withPreset } from './ai-settings.ts';
import styles from './ConnectionsScreen.module.css';

interface AiFieldsProps {
  typed: TypedAi;
  gaps: AiGaps;
  onChange: (typed: TypedAi) => void;
}

const services = aiPresets.map(({ id, name }) => ({ id, label: name }));

/** What an AI service needs to know; its models are fetched from it and chosen from. */
export const AiFields = ({ typed, gaps, onChange }: AiFieldsProps): ReactElement => {
  const preset = presetOf(typed.preset);
  const models = useAction('ai.models');
  const [isAsked, setAsked] = useState(false);
  const accessGaps = findAccessGaps(typed);
  const shown = { ...(isAsked ? accessGaps : {}), ...gaps };
  const put = (next: TypedAi): void => {
    // Models of another address or key are not the ones to choose from.
    if (next.address !== typed.address || next.key !== typed.key) models.reset();
    onChange(next);
  };
  const fetchModels = (): void => {
    setAsked(true);
    if (Object.keys(accessGaps).length > 0) return;
    models.mutate({ address: typed.address.trim(), key: typed.key.trim() });
  };
  const found = models.data?.models;
  const words =
    found === null
      ? 'This service does not say which models it has. Type the name from its documentation.'
      : found && `${found.length === 1 ? '1 model' : `${found.length} models`} to choose from.`;
  return (
    <>
      <SelectField
        label="Service"
        value={typed.preset}
        options={services}
        onChange={(id) => {
          setAsked(false);
          put(withPreset(id));
        }}
      />
      <p className={styles.facts}>{preset?.where}</p>
      {!preset?.isFixed && (
        <TextField
          label="Address"
          type="url"
          value={typed.address}
          onChange={(address) => put({ ...typed, address })}
          placeholder="https://api.example.com/v1"
          error={shown.address}
        />
      )}
      {(preset?.needsKey || !preset?.isFixed) && (
        <TextField
          label="API key"
          type="password"
          value={typed.key}
          onChange={(key) => put({ ...typed, key })}
          autoComplete="new-password"
          isRequired={preset?.needsKey ? undefined : false}
          help="It is locked away on this computer and never shown again."
          error={shown.key}
        />
      )}
      <ComboField
        label="Model"
        value={typed.model}
        options={(found ?? []).map((id) => ({ id, label: id }))}
        onChange={(model) => put({ ...typed, model })}
        allowsCustom
        placeholder="Choose or type a model"
        help={words ?? 'Fetch the list from the service, or type a name.'}
        error={models.error ? `${models.error.message} ${models.error.fix ?? ''}` : shown.model}
      />
      <div>
        <Button size="small" isBusy={models.isPending} onPress={fetchModels}>
          Fetch models
        </Button>
      </div>
    </>
  );
};
