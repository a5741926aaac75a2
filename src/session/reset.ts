import { UsageError } from '../core/usage.ts';
import { assertReach, type Reach } from '../reach/reach.ts';

/** Asks an emulator to forget everything. Throws a UsageError where it does not, OutOfReach where it may not be asked. */
export async function reset(url: URL, allowed?: Reach): Promise<void> {
  assertReach(url, allowed);
  const why = await fetch(url, { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(30_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok ? undefined : `status ${response.status}`;
    },
    (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message),
  );
  if (why !== undefined) throw new UsageError(`POST ${url.href} did not reset the target: ${why}`);
}
