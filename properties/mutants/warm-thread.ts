import { type PoolOptions, type PoolWorker, ThreadsPoolWorker } from 'vitest/node';

type Listener = (...values: unknown[]) => void;

/** A thread that has loaded the modules, and the runs that it has done. */
interface Warm {
  thread: ThreadsPoolWorker;
  runs: number;
}

/** Each run leaves a listener in the thread, and a mutant may leave what it broke. */
const RUNS = 1;

let idle: Warm | undefined;

/**
 * A pool of one thread that outlives the run of Vitest, so that the modules are loaded once and not for every mutant.
 * A test file is loaded anew each time.
 */
export const warmThread = {
  name: 'warm-thread',
  createPoolWorker(options: PoolOptions): PoolWorker {
    const warm = idle ?? { thread: new ThreadsPoolWorker(options), runs: 0 };
    const isNew = idle === undefined;
    idle = undefined;
    const listeners: [string, Listener][] = [];
    return {
      name: 'threads',
      async start() {
        if (isNew) await warm.thread.start();
      },
      on(event, listener) {
        listeners.push([event, listener]);
        warm.thread.on(event, listener);
      },
      off: (event, listener) => warm.thread.off(event, listener),
      send(message) {
        if (message.type !== 'stop') warm.thread.send(message);
        // The thread need not hear that this run is over.
        else
          for (const [event, listener] of listeners)
            if (event === 'message') listener({ type: 'stopped', __vitest_worker_response__: true });
      },
      async stop() {
        for (const [event, listener] of listeners) warm.thread.off(event, listener);
        warm.runs++;
        if (warm.runs < RUNS && idle === undefined) idle = warm;
        else await warm.thread.stop();
      },
      deserialize: (data) => data,
    };
  },
};
