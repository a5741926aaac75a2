import { SkipError, type TestContext } from '../core/test-context.ts';

/** One way to make something that rules work with. `make` throws SkipError where it does not work on this target. */
export interface Way<T> {
  name: string;
  make(): Promise<T>;
}

/**
 * Makes something in the first way that works. A way that the target lacks or refuses for no passing reason is not tried
 * again in this run; what its failure shows to be wrong is reported all the same. Throws the first way's SkipError where none
 * works.
 */
export async function prepared<T>(lane: TestContext, preparation: string, ways: readonly Way<T>[]): Promise<T> {
  const { ways: known } = lane;
  const open = ways.filter(({ name }) => known.failure(preparation, name) === undefined);
  let failure: SkipError | undefined;
  for (const way of open.length > 0 ? open : ways) {
    try {
      const made = await way.make();
      known.take(preparation, way.name);
      return made;
    } catch (error) {
      if (!(error instanceof SkipError) || !isLasting(error)) throw error;
      lane.hindered(error);
      known.fail(preparation, way.name, error.message);
      failure ??= error;
    }
  }
  throw failure!;
}

/** Whether a failure says something of the target, so that the same way will fail again: not a quota, and not silence. */
export function isLasting({ hindrance, violation }: SkipError): boolean {
  if (violation || hindrance?.kind === 'not-implemented') return true;
  return hindrance?.kind === 'step' && /^2\d\d/.test(hindrance.outcome);
}
