import { operationOf } from '../../contracts/resource.ts';
import type { TestContext } from '../../core/test-context.ts';
import { ECHOES, foundElsewhere } from '../hindered.ts';
import { overlap } from '../same.ts';
import { butForLosses } from './but-for-losses.ts';
import { expectListing, type Listing, presence, type Wrong, wrongInListing } from './listing.ts';
import { areKnown, asShown, lossyPlaces, originsOf, plainTrip, waysOf } from './plain-trip.ts';
import type { Subject } from './subject.ts';

/** What listings are held against: see `Against` in judge.ts. */
type Against = 'plain' | 'answer';

/** Throws RuleViolation where listings go on to show subjects otherwise than is known of them. */
export async function expectListed(
  lane: TestContext,
  subjects: readonly Subject[],
  { expected, against }: { expected: string; against: Against },
): Promise<void> {
  const { resource } = subjects[0]!.held;
  await expectListing(
    lane,
    resource,
    { expected },
    async (listing) => {
      for (const subject of subjects) {
        const wrong = wrongInListing(lane.contract, listing, subject);
        const { path } = wrong ?? {};
        const isLossy = path && (await lossyPlaces(lane, 'list')).some((place) => overlap(place, path));
        const ways = waysOf(subject.held, against);
        const known = wrong && (isLossy || (await areKnown(lane, ways, 'list', subject.stage.life)));
        const rest = known ? await wrongWith(lane, listing, subject, against) : wrong;
        if (rest) return rest;
      }
      return undefined;
    },
    async (listing) => {
      for (const subject of subjects) {
        const wrong = await wrongWith(lane, listing, subject, against);
        if (wrong) return wrong;
      }
      return undefined;
    },
  );
}

async function wrongWith(
  lane: TestContext,
  listing: Listing,
  subject: Subject,
  against: Against,
): Promise<Wrong | undefined> {
  const wrong = wrongInListing(lane.contract, listing, subject);
  if (!wrong) return undefined;
  const { held, stage } = subject;
  if (presence(listing, subject)) {
    if (against === 'answer') return wrong;
    const { id } = await plainTrip(lane, originsOf(held)[0]!, 'list', stage.life);
    if ((id !== undefined) === (stage.life === 'live')) return wrong;
    const list = operationOf(held.resource, 'list')!;
    throw stage.life === 'live'
      ? foundElsewhere(`${list} does not list a resource that was only created`, list, ['lifecycle.list.after-create'])
      : foundElsewhere(`${list} goes on to list any deleted resource`, list, ['lifecycle.list.after-delete']);
  }
  if (against === 'plain') {
    for (const origin of originsOf(held)) {
      const expected = asShown(await plainTrip(lane, origin, 'list'), held.config);
      if (!wrongInListing(lane.contract, listing, subject, expected)) return undefined;
    }
    return wrong;
  }
  const { resource, config, past } = held;
  const created = past && (await plainTrip(lane, { resource, config }, 'list'));
  const expected = butForLosses(lane.contract, held, subject.steps.at(-1)!.outcome, created);
  const rest = wrongInListing(lane.contract, listing, subject, expected);
  if (!rest)
    throw foundElsewhere(`a plain round trip loses it: ${wrong.text}`, operationOf(held.resource, 'list')!, ECHOES);
  return rest;
}
