import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A service on this computer that answers when the test says so. */
export interface SlowService {
  url: string;
  /** Resolves when the first request has come. */
  asked: Promise<void>;
  /** Answers everything that has come so far. */
  answer: (status: number) => void;
  /** Answers what has come and everything that is still to come. */
  answerFromNowOn: (status: number) => void;
}

export const openSlowService = async (): Promise<SlowService> => {
  let release: ((status: number) => void)[] = [];
  let ask = (): void => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  let always: number | undefined;
  const answer = (status: number): void => {
    for (const send of release) send(status);
    release = [];
  };
  const server = createServer((request, response) => {
    request.resume();
    release.push((status) => response.writeHead(status, { 'content-type': 'application/json' }).end('{"done":true}'));
    if (always !== undefined) answer(always);
    ask();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    answer,
    answerFromNowOn: (status) => {
      always = status;
      answer(status);
    },
  };
};
