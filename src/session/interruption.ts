/** A signal to abort that the given signals of the system give, until `done` is called. */
export function interruption(signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM']): {
  signal: AbortSignal;
  done: () => void;
} {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  for (const name of signals) process.once(name, interrupt);
  return {
    signal: controller.signal,
    done() {
      for (const name of signals) process.off(name, interrupt);
    },
  };
}
