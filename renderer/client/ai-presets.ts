/** AI services a person may connect. */
export { type AiPreset, aiPresets } from '../../engine/model/ai-presets.ts';
