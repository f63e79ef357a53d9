/** What a person needs to know to connect an AI. Sources: the help pages of each service. */
export interface AiPreset {
  id: string;
  name: string;
  address: string;
  /** Whether the address is the same for everybody, so that nobody has to type it. */
  isFixed: boolean;
  /** Whether it wants a key. */
  needsKey: boolean;
  /** Where what it needs is found, in one line. */
  where: string;
}

/** Services in the order they are offered; the last one is for every other. */
export const aiPresets: readonly AiPreset[] = [
  {
    id: 'openai',
    name: 'OpenAI',
    address: 'https://api.openai.com/v1',
    isFixed: true,
    needsKey: true,
    where: 'At platform.openai.com: Settings, API keys, Create new secret key. It is paid apart from ChatGPT.',
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    address: 'https://openrouter.ai/api/v1',
    isFixed: true,
    needsKey: true,
    where: 'At openrouter.ai: Settings, API keys, Create key. One key for the models of many companies.',
  },
  {
    id: 'mistral',
    name: 'Mistral',
    address: 'https://api.mistral.ai/v1',
    isFixed: true,
    needsKey: true,
    where: 'At console.mistral.ai: API keys, Create new key.',
  },
  {
    id: 'groq',
    name: 'Groq',
    address: 'https://api.groq.com/openai/v1',
    isFixed: true,
    needsKey: true,
    where: 'At console.groq.com: API keys, Create API key.',
  },
  {
    id: 'azure',
    name: 'Azure',
    address: 'https://YOUR-RESOURCE.openai.azure.com/openai/v1',
    isFixed: false,
    needsKey: true,
    where: 'In the Azure portal: your resource, Keys and Endpoint. The model is the name of your deployment.',
  },
  {
    id: 'ollama',
    name: 'Ollama on this computer',
    address: 'http://localhost:11434/v1',
    isFixed: true,
    needsKey: false,
    where:
      'Install Ollama, fetch a model with “ollama pull llama3.2”, and leave it running. Nothing leaves this computer.',
  },
  {
    id: 'lm-studio',
    name: 'LM Studio on this computer',
    address: 'http://localhost:1234/v1',
    isFixed: true,
    needsKey: false,
    where: 'In LM Studio: load a model, then Developer, Start server. Nothing leaves this computer.',
  },
  {
    id: 'other',
    name: 'Another service',
    address: '',
    isFixed: false,
    needsKey: false,
    where: 'Any service that is “compatible with OpenAI”. Its documentation names the address, often ending in /v1.',
  },
];
