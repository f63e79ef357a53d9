import { z } from 'zod';
import { credentialNameSchema } from '../credential.ts';

/** How this computer can be reached from the internet, and what each way needs to know. */

const port = z.int().min(1).max(65_535);

/** Where the public address leads on this computer, for ways that are set up elsewhere and so need a port that stays. */
export const usualPublicPort = 7768;

/** `https://hooks.example.com`: scheme, name and port, nothing behind them. */
export const addressSchema = z
  .string()
  .trim()
  .max(300)
  .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`))
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isBare = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
    return isBare && (url.protocol === 'https:' || url.protocol === 'http:');
  }, 'Type a web address without anything behind the name, such as https://hooks.example.com')
  .transform((text) => new URL(text).origin);

const hostName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9.:_-]+$/, 'Type the name or number of the server, such as server.example.com')
  .max(253);
const label = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]*$/, 'Small letters, digits and "-" only')
  .max(63);

export const publicAddressSettingsSchema = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('cloudflare-quick') }),
  z.strictObject({
    provider: z.literal('cloudflare-named'),
    address: addressSchema,
    /** The connection that holds the token of the tunnel. */
    credential: credentialNameSchema,
    port: port.default(usualPublicPort),
  }),
  z.strictObject({
    provider: z.literal('ngrok'),
    /** The connection that holds the authtoken. */
    credential: credentialNameSchema,
    /** The fixed domain of the account; empty = whatever ngrok gives. */
    domain: z.union([z.literal(''), hostName]).default(''),
  }),
  z.strictObject({
    provider: z.literal('ssh'),
    host: hostName,
    port: port.default(22),
    user: z.string().trim().min(1).max(100),
    signIn: z.enum(['key', 'password']),
    /** The connection that holds the private key or the password. */
    credential: credentialNameSchema,
    /** The port of the server that is led here. */
    remotePort: port,
    address: addressSchema,
  }),
  z.strictObject({
    provider: z.literal('localtunnel'),
    server: addressSchema.default('https://localtunnel.me'),
    /** The name asked for; empty = any. */
    subdomain: label.default(''),
  }),
  z.strictObject({
    provider: z.literal('own'),
    address: addressSchema,
    port: port.default(usualPublicPort),
    /** Who passes deliveries on: a program on this computer, or a router of this network. */
    from: z.enum(['computer', 'network']).default('computer'),
  }),
]);
export type PublicAddressSettings = z.output<typeof publicAddressSettingsSchema>;
export type ProviderId = PublicAddressSettings['provider'];

/** The port on this computer; 0 = any that is free, for ways that are told each time. */
export const localPortOf = (settings: PublicAddressSettings): number =>
  'port' in settings && settings.provider !== 'ssh' ? settings.port : 0;

/** The connection a way signs in with; null for ways that need none. */
export const credentialOf = (settings: PublicAddressSettings): string | null =>
  'credential' in settings ? settings.credential : null;
