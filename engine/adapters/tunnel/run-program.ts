import { type Fault, worldFault } from '../../model/fault.ts';
import type { Tunnel } from '../../model/public-address/tunnel.ts';
import { launchNodeChild } from '../children/launch-node-child.ts';
import { dropped } from './faults.ts';
import type { ProgramNews, ProgramOrder } from './program-child.ts';

/** What a line of a program says. */
export interface LineNews {
  address?: string;
  /** It is connected. */
  isReady?: boolean;
  /** What stands in the way; `isFinal` ends the try, else it is told when nothing better comes. */
  fault?: Fault;
  isFinal?: boolean;
}

export interface TunnelProgram {
  /** What it is called in sentences. */
  name: string;
  file: string;
  args: string[];
  /** Secrets go in here, never into the words of the command, which every program of this computer can read. */
  env: Record<string, string>;
  read: (line: string) => LineNews;
  /** The address when the program does not say it. */
  address?: string;
  isTemporary: boolean;
}

/** Longer than any of them takes on a slow line. */
const patienceMs = 45_000;

const endedBadly = ({ name }: TunnelProgram): Fault =>
  worldFault('tunnel.program-ended', `The program ${name} ended without making a connection.`, {
    fix: 'It is tried again by itself. If it stays so, bring the program up to date.',
  });

const tookTooLong = ({ name }: TunnelProgram): Fault =>
  worldFault('tunnel.firewall', `The program ${name} does not get through to its service.`, {
    fix: 'A firewall may stand in the way. Ask whoever runs this network, or try another one.',
  });

/**
 * Runs a tunnel program until it is connected, in an environment that holds nothing of ours, and never longer than this
 * process lives.
 */
export const runProgram = (program: TunnelProgram, signal: AbortSignal): Promise<Tunnel> =>
  new Promise((resolve, reject) => {
    const child = launchNodeChild(new URL('./program-child.ts', import.meta.url));
    const tell = (order: ProgramOrder): void => child.send(order);
    const { promise: ended, resolve: noteEnd } = Promise.withResolvers<void>();
    const { promise: broken, resolve: noteBroken } = Promise.withResolvers<Fault>();
    let { address } = program;
    let isReady = false;
    let likely: Fault | null = null;

    const close = async (): Promise<void> => {
      tell({ kind: 'stop' });
      await ended;
    };
    const fail = (fault: Error): void => {
      clearTimeout(timer);
      void close().then(() => reject(fault));
    };
    const timer = setTimeout(() => fail(likely ?? tookTooLong(program)), patienceMs).unref();
    const take = (news: LineNews): void => {
      address ??= news.address;
      isReady ||= news.isReady ?? false;
      likely = news.fault ?? likely;
      if (news.fault && news.isFinal) fail(news.fault);
      else if (isReady && address !== undefined) {
        clearTimeout(timer);
        resolve({ address, isTemporary: program.isTemporary, broken, close });
      }
    };
    child.onMessage((message) => {
      const news = message as ProgramNews;
      if (news.kind === 'line') take(program.read(news.text));
    });
    child.onExit(() => {
      noteEnd();
      noteBroken(dropped(program.name));
      fail(likely ?? endedBadly(program));
    });
    signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
    if (signal.aborted) fail(signal.reason as Error);
    else tell({ kind: 'run', file: program.file, args: program.args, env: program.env });
  });
