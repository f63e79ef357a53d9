import { BlockList, isIP } from 'node:net';

const blocks = new BlockList();
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  blocks.addSubnet(address, bits, 'ipv4');
for (const [address, bits] of [
  ['fc00::', 7],
  ['fec0::', 10],
  // Forms that carry an IPv4 address, loopback among them; asking once too often does no harm.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  blocks.addSubnet(address, bits, 'ipv6');

/** Endings that never belong to a public name (RFC 6761, RFC 6762, RFC 8375, ICANN's ".internal"). */
const localEndings = ['.localhost', '.local', '.lan', '.internal', '.home.arpa'];

/**
 * Whether a host, as the URL parser writes it, is on this computer or the local network, so that a person must allow
 * it. Names that merely resolve to such an address are found out by the client when it connects.
 */
export const isPrivateHost = (hostname: string): boolean => {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const family = isIP(bare);
  if (family !== 0) return blocks.check(bare, family === 4 ? 'ipv4' : 'ipv6');
  return !bare.includes('.') || localEndings.some((ending) => bare.endsWith(ending));
};

/** `host:port`, as a grant names it. */
export const grantTarget = (origin: string): string => {
  const { hostname, port, protocol } = new URL(origin);
  return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`;
};
