import { operationOf } from '../../contracts/resource.ts';
import type { TestContext } from '../../core/test-context.ts';
import { ECHOES, foundElsewhere } from '../hindered.ts';
import { overlap } from '../same.ts';
import { butForLosses } from './but-for-losses.ts';
import { expectListing, type Listing, presence, type WrongListing, wrongInListing } from './listing.ts';
import { areKnown, asShown, lossyPlaces, originsOf, plainTrip, waysOf } from './plain-trip.ts';
import type { TrackedResource } from './tracked-resource.ts';

/** What listings are held against: see `Against` in judge.ts. */
type Against = 'plain' | 'answer';

/** Throws RuleViolation where listings go on to show subjects otherwise than is known of them. */
export async function expectListed(
  lane: TestContext,
  subjects: readonly TrackedResource[],
  { expected, against }: { expected: string; against: Against },
): Promise<void> {
  const { resource } = subjects[0]!.handle;
  await expectListing(
    lane,
    resource,
    { expected },
    async (listing) => {
      for (const tracked of subjects) {
        const wrong = wrongInListing(lane.contract, listing, tracked);
        const { path } = wrong ?? {};
        const isLossy = path && (await lossyPlaces(lane, 'list')).some((place) => overlap(place, path));
        const ways = waysOf(tracked.handle, against);
        const known = wrong && (isLossy || (await areKnown(lane, ways, 'list', tracked.state.life)));
        const rest = known ? await wrongWith(lane, listing, tracked, against) : wrong;
        if (rest) return rest;
      }
      return undefined;
    },
    async (listing) => {
      for (const tracked of subjects) {
        const wrong = await wrongWith(lane, listing, tracked, against);
        if (wrong) return wrong;
      }
      return undefined;
    },
  );
}

async function wrongWith(
  lane: TestContext,
  listing: Listing,
  tracked: TrackedResource,
  against: Against,
): Promise<WrongListing | undefined> {
  const wrong = wrongInListing(lane.contract, listing, tracked);
  if (!wrong) return undefined;
  const { handle, state } = tracked;
  if (presence(listing, tracked)) {
    if (against === 'answer') return wrong;
    const { id } = await plainTrip(lane, originsOf(handle)[0]!, 'list', state.life);
    if ((id !== undefined) === (state.life === 'live')) return wrong;
    const list = operationOf(handle.resource, 'list')!;
    throw state.life === 'live'
      ? foundElsewhere(`${list} does not list a resource that was only created`, list, ['lifecycle.list.after-create'])
      : foundElsewhere(`${list} still lists deleted resources`, list, ['lifecycle.list.after-delete']);
  }
  if (against === 'plain') {
    for (const origin of originsOf(handle)) {
      const expected = asShown(await plainTrip(lane, origin, 'list'), handle.config);
      if (!wrongInListing(lane.contract, listing, tracked, expected)) return undefined;
    }
    return wrong;
  }
  const { resource, config, past } = handle;
  const created = past && (await plainTrip(lane, { resource, config }, 'list'));
  const expected = butForLosses(lane.contract, handle, tracked.steps.at(-1)!.outcome, created);
  const rest = wrongInListing(lane.contract, listing, tracked, expected);
  if (!rest)
    throw foundElsewhere(`a plain round trip loses it: ${wrong.text}`, operationOf(handle.resource, 'list')!, ECHOES);
  return rest;
}
