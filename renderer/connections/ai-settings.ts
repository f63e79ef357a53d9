import { type AiPreset, aiPresets } from '../client/ai-presets.ts';

/** What a person typed about an AI service. */
export interface TypedAi {
  preset: string;
  address: string;
  key: string;
  model: string;
}

export const presetOf = (id: string): AiPreset | undefined => aiPresets.find((one) => one.id === id);

/** A service chosen; a key and a model of another one are of no use there. */
export const withPreset = (id: string): TypedAi => ({
  preset: id,
  address: presetOf(id)?.address ?? '',
  key: '',
  model: '',
});

export const noAi: TypedAi = withPreset('openai');

export type AiGaps = Partial<Record<keyof TypedAi, string>>;

/** Why its models cannot be asked for as it stands, by field; empty when they can. The engine judges the address itself. */
export const findAccessGaps = ({ preset, address, key }: TypedAi): AiGaps => {
  const gaps: AiGaps = {};
  if (!/^https?:\/\/\S+$/i.test(address.trim()))
    gaps.address = 'Type a whole address, such as https://api.example.com/v1.';
  else if (address.includes('YOUR-RESOURCE')) gaps.address = 'Put the name of your own resource into the address.';
  if (presetOf(preset)?.needsKey && key.trim() === '') gaps.key = 'Paste it here.';
  return gaps;
};

/** Why it cannot be saved as it stands, by field; empty when it can. */
export const findAiGaps = (typed: TypedAi): AiGaps => ({
  ...findAccessGaps(typed),
  ...(typed.model.trim() === '' && { model: 'Choose a model, or type its name.' }),
});

/** The one text the engine keeps. */
export const joinAi = ({ address, key, model }: TypedAi): string =>
  JSON.stringify({ address: address.trim(), key: key.trim(), model: model.trim() });
