import { z } from 'zod';
import type { ConfigStore } from '../../store/config.ts';

interface Server {
  host: string;
  port: number;
}

/** Servers the person has looked at and trusts, by the fingerprint of their key. */
export interface KnownServers {
  fingerprintOf(server: Server): string | null;
  trust(server: Server, fingerprint: string): void;
}

const key = 'public-address.known-servers';
const nameOf = ({ host, port }: Server): string => `${host.toLowerCase()}:${port}`;

export const createKnownServers = (settings: Pick<ConfigStore, 'setting' | 'putSetting'>): KnownServers => {
  const read = (): Record<string, string> =>
    z.record(z.string(), z.string()).parse(JSON.parse(settings.setting(key) ?? '{}'));
  return {
    fingerprintOf: (server) => read()[nameOf(server)] ?? null,
    trust: (server, fingerprint) =>
      settings.putSetting(key, JSON.stringify({ ...read(), [nameOf(server)]: fingerprint })),
  };
};
