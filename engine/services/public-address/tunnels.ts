import { join } from 'node:path';
import { findProgram } from '../../adapters/tunnel/find-program.ts';
import { openOwnAddress } from '../../adapters/tunnel/own-address.ts';
import type { PublicAddressSettings } from '../../model/public-address/settings.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';
import type { ConfigStore } from '../../store/config.ts';
import type { Vault } from '../vault.ts';
import { createKnownServers } from './known-servers.ts';

export interface TunnelsOptions {
  vault: Pick<Vault, 'open'>;
  settings: Pick<ConfigStore, 'setting' | 'putSetting'>;
  dataDir: string;
}

/** Where helper programs are put that were fetched for WhenThen. */
export const programsFolder = (dataDir: string): string => join(dataDir, 'programs');

/**
 * The way a person chose, ready to be opened. Secrets, programs and what was trusted are looked up at each try, so that what the
 * person mends meanwhile counts; what a way needs is loaded when it is first used.
 */
export const createTunnelFor = ({ vault, settings: store, dataDir }: TunnelsOptions) => {
  const knownServers = createKnownServers(store);
  const secretOf = (name: string): string => vault.open(name).value.trim();
  const program = (name: string): string | null => findProgram(name, programsFolder(dataDir));

  const ready = async (settings: PublicAddressSettings): Promise<OpenTunnel> => {
    switch (settings.provider) {
      case 'own':
        return openOwnAddress(settings.address);
      case 'ssh': {
        const { openSsh } = await import('../../adapters/tunnel/ssh.ts');
        // A key file ends with a line break; OpenSSH wants it there.
        const secret = vault.open(settings.credential).value;
        return openSsh({ ...settings, secret, knownServer: knownServers.fingerprintOf(settings) });
      }
      case 'cloudflare-quick': {
        const { openCloudflared } = await import('../../adapters/tunnel/cloudflared.ts');
        return openCloudflared({ file: program('cloudflared'), named: null });
      }
      case 'cloudflare-named': {
        const { openCloudflared } = await import('../../adapters/tunnel/cloudflared.ts');
        const named = { token: secretOf(settings.credential), address: settings.address };
        return openCloudflared({ file: program('cloudflared'), named });
      }
      case 'ngrok': {
        const { openNgrok } = await import('../../adapters/tunnel/ngrok.ts');
        const { domain, credential } = settings;
        const folder = programsFolder(dataDir);
        return openNgrok({ file: program('ngrok'), authtoken: secretOf(credential), domain, folder });
      }
      case 'localtunnel': {
        const { openLocaltunnel } = await import('../../adapters/tunnel/localtunnel.ts');
        return openLocaltunnel(settings);
      }
    }
  };
  return (settings: PublicAddressSettings): OpenTunnel =>
    async (port, signal) =>
      (await ready(settings))(port, signal);
};
