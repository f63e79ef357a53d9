import { connectionHeaders, isHeaderName, isHeaderValue } from '../../model/header.ts';
import { Template } from '../../model/template.ts';

/**
 * Names a flow may not set on an answer: those of the connection, those the server works out from the body, and those that
 * would change what the caller's browser does with the whole address long after this answer.
 */
const refusedNames = new Set([
  ...connectionHeaders,
  'proxy-authenticate',
  'content-encoding',
  'date',
  'set-cookie',
  'set-cookie2',
  'clear-site-data',
  'strict-transport-security',
  'alt-svc',
  'service-worker-allowed',
]);

/** Why a header cannot be sent, or undefined when it can. A template as value is looked at once it has one. */
export const whyRefused = (name: string, value: string | Template): string | undefined => {
  if (!isHeaderName(name)) return `"${name}" is not a header name: only letters, digits and "-" are usual there`;
  if (refusedNames.has(name.toLowerCase())) return `The header "${name}" is not for a flow to set`;
  if (value instanceof Template || isHeaderValue(value)) return undefined;
  return /[\r\n]/.test(value)
    ? `The header "${name}" holds a line break`
    : `The header "${name}" holds a character that cannot stand in a header`;
};
