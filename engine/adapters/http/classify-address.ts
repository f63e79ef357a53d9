import ipaddr from 'ipaddr.js';

/**
 * What may be done with an IP address: `never` is never called (cloud metadata, link-local, multicast, unassigned),
 * `private` needs the person's permission (this computer, the local network), `public` is the rest.
 */
export type AddressClass = 'never' | 'private' | 'public';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const v4 = (list: string[]): [ipaddr.IPv4, number][] => list.map((cidr) => ipaddr.IPv4.parseCIDR(cidr));
const v6 = (list: string[]): [ipaddr.IPv6, number][] => list.map((cidr) => ipaddr.IPv6.parseCIDR(cidr));

// Sources: RFC 6890 special-purpose registries; metadata addresses from the documentation of each cloud;
// the list of stripe/smokescreen.
const never4 = v4([
  '0.0.0.0/8', // "this network"; Linux connects it to loopback
  '100.100.100.200/32', // Alibaba Cloud metadata
  '168.63.129.16/32', // Azure host services
  '169.254.0.0/16', // link-local, metadata of AWS, Azure, Google and others
  '192.0.0.0/24', // protocol assignments, Oracle Cloud metadata
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // unassigned, broadcast
]);
const private4 = v4(['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15']);
const never6 = v6(['fd00:ec2::254/128', 'fd20:ce::254/128']); // metadata of AWS and Google
const private6 = v6(['::1/128', 'fc00::/7', 'fec0::/10']);
// Everything outside the one block that is in use for unicast (RFC 4291, IANA registry) is refused by default.
const public6 = v6(['2000::/3']);

/** Blocks whose last 32 bits are an IPv4 address: compatible, mapped, translated (RFC 2765), NAT64 (RFC 6052). */
const endsInV4 = v6(['::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96']);
const unspecifiedAndLoopback = v6(['::/127']);
const sixToFour = ipaddr.IPv6.parseCIDR('2002::/16'); // RFC 3056
const teredo = ipaddr.IPv6.parseCIDR('2001::/32'); // RFC 4380: server, then client with all bits flipped

const within = <Kind extends Address>(address: Kind, blocks: [Kind, number][]): boolean =>
  blocks.some((block) => (address as Address).match(block as [Address, number]));

const ofBytes = (bytes: number[]): ipaddr.IPv4 => new ipaddr.IPv4(bytes);

/** The addresses behind one address: itself, or the IPv4 addresses an IPv6 transition form carries. */
const standsFor = (text: string): Address[] => {
  if (!ipaddr.isValid(text)) return [];
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return [address];
  const six = address as ipaddr.IPv6;
  const bytes = six.toByteArray();
  const last = bytes.slice(12);
  if (six.match(sixToFour)) return [ofBytes(bytes.slice(2, 6))];
  if (six.match(teredo)) return [ofBytes(bytes.slice(4, 8)), ofBytes(last.map((byte) => byte ^ 0xff))];
  if (!within(six, endsInV4) || within(six, unspecifiedAndLoopback)) return [six];
  return [ofBytes(last)];
};

const classifyOne = (address: Address): AddressClass => {
  if (address.kind() === 'ipv4') {
    if (within(address as ipaddr.IPv4, never4)) return 'never';
    return within(address as ipaddr.IPv4, private4) ? 'private' : 'public';
  }
  const six = address as ipaddr.IPv6;
  if (within(six, never6)) return 'never';
  if (within(six, private6)) return 'private';
  return within(six, public6) ? 'public' : 'never';
};

/** The class of an IP address; of a transition form the strictest class it carries. Not an address: `never`. */
export const classifyAddress = (text: string): AddressClass => {
  const classes = standsFor(text).map(classifyOne);
  if (classes.length === 0 || classes.includes('never')) return 'never';
  return classes.includes('private') ? 'private' : 'public';
};

/** Whether an address leads back to this computer. `interfaces` are the addresses its network cards have. */
export const isThisComputer = (text: string, interfaces: readonly string[]): boolean => {
  const own = new Set(interfaces.flatMap(standsFor).map(String));
  return standsFor(text).some(
    (address) => ['loopback', 'unspecified'].includes(address.range()) || own.has(String(address)),
  );
};
