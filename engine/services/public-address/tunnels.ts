import { openOwnAddress } from '../../adapters/tunnel/own-address.ts';
import type { PublicAddressSettings } from '../../model/public-address/settings.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';

/** The way a person chose, ready to be opened. */
export const createTunnelFor =
  () =>
  (settings: PublicAddressSettings): OpenTunnel => {
    switch (settings.provider) {
      case 'own':
        return openOwnAddress(settings.address);
      default:
        throw new Error(settings.provider);
    }
  };
