import { configSent, configShown, operationOf } from '../../contracts/resource.ts';
import type { View } from '../../core/difference.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import type { Step, TestContext } from '../../core/test-context.ts';
import { ECHOES, foundElsewhere } from '../hindered.ts';
import { overlap } from '../same.ts';
import { configDifferences } from './config-difference.ts';
import { type Origin, plainTrip } from './plain-trip.ts';

/** Throws SkipError where the answer to an accepted write does not show what it sent at these places, since later checks rely on it. */
export function expectShown(
  { contract }: TestContext,
  { resource }: Pick<Origin, 'resource'>,
  { call: { operation, input }, outcome }: Step,
  places: readonly Path[],
): void {
  const config = configSent(resource, input) as JsonObject | undefined;
  if (outcome.kind !== 'response' || config === undefined) return;
  const got = configShown(resource, outcome.output) as JsonObject | undefined;
  const lost = configDifferences(contract, { resource, config }, got).find(({ path }) =>
    places.some((place) => overlap(place, path)),
  );
  if (lost) throw foundElsewhere(`${operation} does not keep ${lost.path.join('.')}`, operation, ECHOES);
}

/** Throws SkipError where a view does not show what a create sent at these places. */
export async function expectKept(
  lane: TestContext,
  origin: Origin,
  view: View,
  places: readonly Path[],
): Promise<void> {
  const { handle, config } = await plainTrip(lane, origin, view);
  const lost = configDifferences(lane.contract, handle, config).find(({ path }) =>
    places.some((place) => overlap(place, path)),
  );
  const operation = operationOf(origin.resource, view === 'answer' ? 'create' : view);
  if (lost)
    throw foundElsewhere(`${operation} does not show ${lost.path.join('.')} as it was sent`, String(operation), ECHOES);
}

/** The places of a configuration by which a resource claims something that no other may have. */
export const claimsOf = ({ dependsOn = [], unique = [] }: Origin['resource']): Path[] => [
  ...dependsOn.filter(({ exclusive }) => exclusive).map(({ path }) => path),
  ...unique.map(({ path }) => path),
];
