import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { buildConnector } from 'undici';
import { type AddressClass, classifyAddress, isThisComputer } from './classify-address.ts';

/** Resolves a name to every address it has. */
export type Lookup = (hostname: string) => Promise<{ address: string; family: number }[]>;

/** The address a host leads to may not be called. Thrown before anything is sent to it. */
export class AddressRefused extends Error {
  readonly reason: Exclude<AddressClass, 'public'>;
  readonly address: string;

  constructor(reason: Exclude<AddressClass, 'public'>, address: string) {
    super(`${address} is refused: ${reason}`);
    this.reason = reason;
    this.address = address;
  }
}

/** What a connection may reach. */
export interface Reach {
  allowPrivate: boolean;
  /** Ports WhenThen itself listens on. */
  ownPorts: () => ReadonlySet<number>;
  lookup: Lookup | undefined;
  connectTimeoutMs: number;
}

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map(({ address }) => address));

const judge = (addresses: readonly string[], port: number, reach: Reach): AddressRefused | null => {
  for (const address of addresses) {
    const found = classifyAddress(address);
    if (found === 'never') return new AddressRefused('never', address);
    if (reach.ownPorts().has(port) && isThisComputer(address, ownAddresses()))
      return new AddressRefused('never', `${address}:${port}`);
    if (found === 'private' && !reach.allowPrivate) return new AddressRefused('private', address);
  }
  return null;
};

const resolveAll: Lookup = (hostname) => systemLookup(hostname, { all: true });

/**
 * Opens connections to one port. The addresses a name resolves to are judged here and handed straight to the socket,
 * so a second look-up can never lead elsewhere (DNS rebinding). One refused address refuses the name.
 */
export const createConnector = (port: number, reach: Reach): buildConnector.connector => {
  const lookup = reach.lookup ?? resolveAll;
  const judgedLookup: LookupFunction = (hostname, options, done) => {
    lookup(hostname).then(
      (found) => {
        const refused = judge(
          found.map(({ address }) => address),
          port,
          reach,
        );
        const [first] = found;
        if (refused) done(refused, '', 0);
        else if (!first) done(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '', 0);
        else if (options.all) done(null, found);
        else done(null, first.address, first.family);
      },
      (thrown: NodeJS.ErrnoException) => done(thrown, '', 0),
    );
  };
  const connect = buildConnector({ allowH2: false, timeout: reach.connectTimeoutMs, lookup: judgedLookup });
  return (options, callback) => {
    // A socket does not look up an address that is written as one, so it is judged before.
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    const refused = isIP(literal) === 0 ? null : judge([literal], port, reach);
    if (refused) queueMicrotask(() => callback(refused, null));
    else connect({ ...options, hostname: literal }, callback);
  };
};
