import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A bare loop of the HTTP client, one of the SDK, and the random phase with and without signatures. */
export type Way = 'undici' | 'sdk' | 'signed' | 'unsigned';

export interface Sender {
  /** Sends about so many requests. Gives how many a second. */
  send(way: Way, total: number): Promise<number>;
  stop(): void;
}

/** Starts a sender in a process of its own, where nothing else is loaded and compiled. */
export async function startSender(url: URL): Promise<Sender> {
  const child = fork(new URL('./sender.ts', import.meta.url), [url.href], {
    execArgv: ['--import', 'jiti/register'],
  });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`a sender ended with ${code}`);
  });
  // Whoever waits is told; when nobody does it was stopped.
  ended.catch(() => {});
  const told = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), ended]))[0];
  await told();
  return {
    async send(way, total) {
      child.send([way, total]);
      return (await told()) as number;
    },
    stop: () => child.disconnect(),
  };
}
