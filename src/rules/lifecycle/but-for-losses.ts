import { isDeepStrictEqual } from 'node:util';
import { configShown } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import { configDifferences, type ExpectedConfig } from './config-difference.ts';
import type { PlainTrip } from './plain-trip.ts';

/**
 * What was sent, but for what the answer to the write lost already, and for what is lost in the same view when a resource
 * is created with it. An update that leaves the earlier value loses nothing: it was not done.
 */
export function butForLosses(
  contract: Contract,
  handle: ResourceHandle,
  answer: Outcome,
  created: PlainTrip | undefined,
): ExpectedConfig {
  const { resource, config, past = [] } = handle;
  const answered = configShown(resource, answer.kind === 'response' ? answer.output : {}) as JsonObject | undefined;
  const earlier = past.at(-1);
  const lost = configDifferences(contract, handle, answered).filter(
    ({ path, got }) => earlier === undefined || !isDeepStrictEqual(valueAt(earlier, path), got),
  );
  const never = created ? configDifferences(contract, created.handle, created.config) : [];
  return { config, ignored: [...lost, ...never].map(({ path }) => path) };
}
