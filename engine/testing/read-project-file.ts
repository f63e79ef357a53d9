import { readFileSync } from 'node:fs';
import path from 'node:path';

const top = path.join(import.meta.dirname, '..', '..');

/** The text of a file of the project, named from its top: `renderer/styles/tokens.css`. For tests about files. */
export const readProjectFile = (file: string): string => readFileSync(path.join(top, file), 'utf8');
