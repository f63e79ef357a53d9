import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../engine/server/data-folder.ts';
import { hiddenWord } from './platform/login-item.ts';

/** How the desktop app was started. */
export interface StartWords {
  dataDir: string;
  hooksPort: number;
  host: string;
  /** The port commands use; any free one unless told otherwise. */
  port: number;
  token: string | undefined;
  /** Started at login: no window until it is asked for. */
  isHidden: boolean;
  hasDevTools: boolean;
}

const port = (text: string | undefined, otherwise: number): number => {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number >= 0 && number <= 65_535 ? number : otherwise;
};

/** Reads the words of a start: those of `whenthen serve` and a few of the desktop's own. Words of Chromium are left alone. */
export const readStartWords = (words: readonly string[]): StartWords => {
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      'hooks-port': { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      token: { type: 'string' },
      [hiddenWord.slice(2)]: { type: 'boolean' },
      'dev-tools': { type: 'boolean' },
    },
  });
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    dataDir: text('data') ?? defaultDataFolder(),
    hooksPort: port(text('hooks-port'), 7767),
    host: text('host') ?? '127.0.0.1',
    port: port(text('port'), 0),
    token: text('token'),
    isHidden: values[hiddenWord.slice(2)] === true,
    hasDevTools: values['dev-tools'] === true,
  };
};
