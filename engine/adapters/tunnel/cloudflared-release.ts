/** One release of cloudflared that can be fetched: the file and what it has to be, byte for byte. */
export interface Release {
  name: string;
  publisher: string;
  version: string;
  url: string;
  megabytes: number;
  sha256: string;
}

const version = '2026.3.0';

/**
 * Checksums of the files of this release. macOS is not in the list: its files were published more than once under one name, and
 * Homebrew keeps them up to date there.
 */
const files: Record<string, Pick<Release, 'megabytes' | 'sha256'> & { file: string }> = {
  'linux x64': {
    file: 'cloudflared-linux-amd64',
    megabytes: 40,
    sha256: '4a9e50e6d6d798e90fcd01933151a90bf7edd99a0a55c28ad18f2e16263a5c30',
  },
  'linux arm64': {
    file: 'cloudflared-linux-arm64',
    megabytes: 38,
    sha256: '0755ba4cbab59980e6148367fcf53a8f3ec85a97deefd63c2420cf7850769bee',
  },
  'win32 x64': {
    file: 'cloudflared-windows-amd64.exe',
    megabytes: 65,
    sha256: '59b12880b24af581cf5b1013db601c7d843b9b097e9c78aa5957c7f39f741885',
  },
};

/** What can be fetched for this kind of computer; null when the person has to install it. */
export const offerOfCloudflared = (
  platform: string = process.platform,
  arch: string = process.arch,
): Release | null => {
  const found = files[`${platform} ${arch}`];
  if (!found) return null;
  const { file, megabytes, sha256 } = found;
  const url = `https://github.com/cloudflare/cloudflared/releases/download/${version}/${file}`;
  return { name: 'cloudflared', publisher: 'Cloudflare, Inc.', version, url, megabytes, sha256 };
};
