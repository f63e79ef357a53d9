import { z } from 'zod';
import type { GrantRequest } from '../model/grant.ts';
import { Template } from '../model/template.ts';

/**
 * A text that must be typed as it is. `why` ends the sentence "… cannot hold a placeholder:", without a full stop.
 * For what a person allows before the flow runs, and for what would be read as more than a value.
 */
export const typedText = (why: string) =>
  z.preprocess((value, context) => {
    if (value instanceof Template) context.issues.push({ code: 'custom', message: why, input: value });
    return value;
  }, z.string());

/** The database file of a step: a person allows the one file, so data cannot choose it. */
export const databaseFile = () =>
  typedText('the database must be named outright, so that a person can allow this one file').default('');

/** What a step with a database file needs to be allowed; nothing as long as none is chosen. */
export const databaseGrants = (file: string): GrantRequest[] =>
  file === '' ? [] : [{ kind: 'database', target: file }];

/**
 * What a step that writes (or reads) a file needs to be allowed: the file when its path is typed; when it holds a placeholder,
 * the folder before the first one, whose name ends with a slash. A path that begins with a placeholder can only lead
 * into the app's own `files` folder.
 */
export const fileGrants = (
  path: string | Template,
  kind: 'read-file' | 'write-file' = 'write-file',
): GrantRequest[] => {
  if (path === '') return [];
  if (typeof path === 'string') return [{ kind, target: path }];
  const typed = path.source.slice(0, Math.max(0, path.source.indexOf('{{')));
  const folder = /^.*[/\\]/s.exec(typed)?.[0] ?? './';
  return [{ kind, target: folder }];
};
