/** A signal for some work, and what to call when that has ended. */
export interface Deadline {
  signal: AbortSignal;
  done(): void;
}

/**
 * Aborts after so many milliseconds, or when `earlier` is aborted. A timer of its own holds the signal: Node collects one
 * of `AbortSignal.timeout` that only `AbortSignal.any` refers to, and then it never aborts.
 */
export function deadline(ms: number | undefined, earlier: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort(earlier?.reason);
  if (earlier?.aborted) abort();
  earlier?.addEventListener('abort', abort, { once: true });
  const timer = ms === undefined ? undefined : setTimeout(() => controller.abort(), ms);
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      earlier?.removeEventListener('abort', abort);
    },
  };
}
