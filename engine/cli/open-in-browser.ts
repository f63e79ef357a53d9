import { spawn } from 'node:child_process';

/** The program that opens an address on each system. */
const openers: { [platform: string]: [file: string, args: string[]] } = {
  darwin: ['open', []],
  win32: ['rundll32', ['url.dll,FileProtocolHandler']],
};

/** Whether somebody sits in front of this computer who could look at a page. */
const hasDisplay = (platform: string, env: NodeJS.ProcessEnv): boolean =>
  env.CI === undefined && (platform in openers || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY));

/** Shows an address in the person's browser. Where that is not possible the printed address has to do: never an error. */
export const openInBrowser = (url: string, platform: string = process.platform, env = process.env): boolean => {
  if (!hasDisplay(platform, env)) return false;
  const [file, args] = openers[platform] ?? ['xdg-open', []];
  const child = spawn(file, [...args, url], { stdio: 'ignore', detached: true, env });
  child.on('error', () => {});
  child.unref();
  return true;
};
