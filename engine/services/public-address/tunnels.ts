import { openOwnAddress } from '../../adapters/tunnel/own-address.ts';
import type { PublicAddressSettings } from '../../model/public-address/settings.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';
import type { ConfigStore } from '../../store/config.ts';
import type { Vault } from '../vault.ts';
import { createKnownServers } from './known-servers.ts';

export interface TunnelsOptions {
  vault: Pick<Vault, 'open'>;
  settings: Pick<ConfigStore, 'setting' | 'putSetting'>;
}

/**
 * The way a person chose, ready to be opened. Secrets and what was trusted are looked up at each try, so that what the person
 * mends meanwhile counts; what a way needs is loaded when it is first used.
 */
export const createTunnelFor = ({ vault, settings: store }: TunnelsOptions) => {
  const knownServers = createKnownServers(store);
  return (settings: PublicAddressSettings): OpenTunnel =>
    async (port, signal) => {
      switch (settings.provider) {
        case 'own':
          return openOwnAddress(settings.address)(port, signal);
        case 'ssh': {
          const { openSsh } = await import('../../adapters/tunnel/ssh.ts');
          const secret = vault.open(settings.credential).value;
          const knownServer = knownServers.fingerprintOf(settings);
          return openSsh({ ...settings, secret, knownServer })(port, signal);
        }
        default:
          throw new Error(settings.provider);
      }
    };
};
