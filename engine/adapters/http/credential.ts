import type { OpenCredential } from '../../model/credential.ts';
import { type Fault, ourFault, personFault } from '../../model/fault.ts';
import type { Header } from './headers.ts';
import { canonicalHost } from './parse-target.ts';

const bare = (host: string): string => host.toLowerCase().replace(/\.$/, '');

const covers = (entry: string, host: string): boolean => {
  const wide = entry.trim().startsWith('*.');
  const name = canonicalHost(wide ? entry.trim().slice(2) : entry.trim());
  if (name === null) return false;
  return wide ? bare(host).endsWith(`.${bare(name)}`) : bare(host) === bare(name);
};

const malformed = (name: string, shape: string): Fault =>
  personFault('credential.malformed', `The connection "${name}" is not of the form ${shape}.`, {
    fix: 'Enter it again under Connections.',
  });

/** Visible ASCII, as a header carries it. */
const sendable = (value: string): boolean => /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);

const otherUses = { smtp: 'sending e-mail', chat: 'posting to a chat', ai: 'asking an AI' } as const;

const headerOf = ({ name, kind, value }: OpenCredential): Header => {
  switch (kind) {
    case 'oauth2':
      throw ourFault('credential.no-token', `The connection "${name}" was used before it was signed in.`);
    case 'bearer':
      if (!sendable(value.trim())) throw malformed(name, 'of one line of plain characters');
      return { name: 'Authorization', value: `Bearer ${value.trim()}` };
    case 'basic':
      if (!value.includes(':')) throw malformed(name, '"user:password"');
      return { name: 'Authorization', value: `Basic ${Buffer.from(value).toString('base64')}` };
    case 'header': {
      const [, header = '', content = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/s.exec(value.trim()) ?? [];
      if (header === '' || !sendable(content.trim())) throw malformed(name, '"Name: value"');
      return { name: header, value: content.trim() };
    }
    case 'smtp':
    case 'chat':
    case 'ai':
      throw personFault('credential.wrong-kind', `The connection "${name}" is for ${otherUses[kind]}.`, {
        fix: 'Choose a connection of the kind token, user and password, or header.',
      });
    case 'secret':
      throw personFault(
        'credential.wrong-kind',
        `The connection "${name}" is a secret for checking deliveries; it cannot be sent with a request.`,
        { fix: 'Choose a connection of the kind token, user and password, or header.' },
      );
  }
};

/** Throws `credential.host` unless a credential may be sent to this address. */
export const checkHost = ({ name, hosts }: OpenCredential, url: URL, hostIsLiteral: boolean): void => {
  if (hosts.length === 0 ? hostIsLiteral : hosts.some((entry) => covers(entry, url.hostname))) return;
  throw personFault('credential.host', `The connection "${name}" may not be sent to ${url.hostname}.`, {
    fix:
      hosts.length === 0
        ? 'Type the host in the address of the step, or list the hosts of this connection under Connections.'
        : `It is for ${hosts.join(', ')}. Add the host under Connections if it belongs there.`,
  });
};

/**
 * The header that carries a credential to this address. The one place where a secret meets a request: it checks the
 * hosts the credential is for on every use (n8n's CVE-2026-56348 was a second place that did not).
 * Throws `credential.host`, `credential.wrong-kind` or `credential.malformed`; no message holds the value.
 */
export const credentialHeader = (credential: OpenCredential, url: URL, hostIsLiteral: boolean): Header => {
  checkHost(credential, url, hostIsLiteral);
  return headerOf(credential);
};
