import { listedConfig, listedId } from '../../contracts/listing.ts';
import {
  addressOf,
  configInput,
  configMember,
  configPath,
  etagShown,
  idShown,
  operationOf,
} from '../../contracts/resource.ts';
import type { View } from '../../core/difference.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import type { Life } from '../../model/resource-state.ts';
import { bindNames } from '../../schema/bind.ts';
import { basicsOf } from '../basics.ts';
import { accepted } from '../expect.ts';
import { blockedBy } from '../hindered.ts';
import { createResource, release, resolveReferences, updated } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { configDifference, configDifferences, type ExpectedConfig } from './config-difference.ts';
import { listing } from './listing.ts';
import { absent, call } from './tracked-resource.ts';

/** How a resource came to its configuration: by a create, or by updates that replaced others. */
export type Origin = Pick<ResourceHandle, 'resource' | 'config' | 'past'>;

/**
 * The plain ways to a resource's configuration: its create, or one update, of what the last one replaced or of what was
 * created first.
 */
export function originsOf({ resource, config, past }: ResourceHandle): Origin[] {
  if (!past) return [{ resource, config }];
  return [...new Set([past.at(-1)!, past[0]!])].map((before) => ({ resource, config, past: [before] }));
}

/** A resource of its own that came the same way with nothing else happening, and what a view then shows of it. */
export interface PlainTrip {
  handle: ResourceHandle;
  /** The call that shows it, or the one on the way there that was refused. */
  step: Step;
  id: Json | undefined;
  etag: Json | undefined;
  config: JsonObject | undefined;
}

/** The plain trips that a comparison needs: of a create alone, too, where what an update does is compared with the answers. */
export function waysOf(handle: ResourceHandle, against: 'plain' | 'answer'): Origin[] {
  const { resource, config, past } = handle;
  if (against === 'plain') return originsOf(handle);
  return past ? [{ resource, config }] : [];
}

/**
 * Takes a resource of its own the same plain way (create, update where there was one, delete where it is gone) and looks at
 * it. What is wrong there too is no matter of a rule on what other calls do. Each way is taken once for all rules that
 * share a state. Throws SkipError where no resource can be created.
 */
export async function plainTrip(
  lane: TestContext,
  origin: Origin,
  view: View,
  life: Life = 'live',
): Promise<PlainTrip> {
  const way = wayOf(lane, origin, view, life);
  const trip = await lane.fixture(`plain trip: ${way}`, async (own) => {
    try {
      return await travel(own, origin, view, life);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const { operation, steps } = error.violation;
      throw blockedBy(
        error.message,
        steps.at(-1) ?? own.steps.at(-1)!,
        basicsOf(lane.contract, { operations: [operation] }).rules,
      );
    }
  });
  const { made, lossy } = await knowledge(lane);
  if (!made.has(way) && trip.config && life === 'live')
    for (const { path } of configDifferences(lane.contract, trip.handle, trip.config)) lossy.push({ view, path });
  made.add(way);
  return trip;
}

/** What plain trips have shown so far: the ways that were taken, and the places that a view loses. */
interface Knowledge {
  made: Set<string>;
  lossy: { view: View; path: Path }[];
}

const knowledge = (lane: TestContext): Promise<Knowledge> =>
  lane.fixture('what plain trips show', async () => ({ made: new Set(), lossy: [] }));

/** Whether these ways were taken already, so that asking for them sends nothing. */
export async function areKnown(
  lane: TestContext,
  origins: readonly Origin[],
  view: View,
  life: Life = 'live',
): Promise<boolean> {
  const { made } = await knowledge(lane);
  return origins.every((origin) => made.has(wayOf(lane, origin, view, life)));
}

/** The places of a configuration that a view is known to lose: there is no use in waiting for them. */
export async function lossyPlaces(lane: TestContext, view: View): Promise<Path[]> {
  const { lossy } = await knowledge(lane);
  return lossy.filter((one) => one.view === view).map(({ path }) => path);
}

function wayOf(lane: TestContext, { resource, config, past = [] }: Origin, view: View, life: Life): string {
  return [resource.name, view, life, ...[...past, config].map((one) => anonymous(lane, resource, one))].join(' ');
}

async function travel(
  lane: TestContext,
  { resource, config, past = [] }: Origin,
  view: View,
  life: Life,
): Promise<PlainTrip> {
  if (life === 'absent') {
    const { handle } = await absent(lane, resource);
    const reading = view === 'readConfig' ? view : 'read';
    return shownBy(
      { ...handle, config },
      await call(lane, operationOf(resource, reading)!, addressOf(handle.resource, handle.id)),
      reading,
    );
  }
  const [first, ...later] = [...past, config];
  const handle = await createResource(lane, resource, configInput(resource, first!));
  let step = handle.made;
  for (const next of later) {
    const input = await resolveReferences(lane, operationOf(resource, 'update'), configInput(resource, next), handle);
    step = await call(lane, operationOf(resource, 'update'), input);
    if (!accepted(step.outcome)) {
      await release(lane, handle);
      return shownBy(handle, step, 'answer');
    }
    updated(handle, input, step.outcome);
  }
  if (life === 'gone') {
    step = { call: { operation: operationOf(resource, 'delete'), input: {} }, outcome: await release(lane, handle) };
    if (!accepted(step.outcome)) return shownBy(handle, step, 'answer');
  }
  const trip = view === 'answer' ? shownBy(handle, step, view) : await seen(lane, handle, view);
  if (life === 'live') await release(lane, handle);
  return trip;
}

/** What a read or a listing shows; where these may be late, once it shows what was sent or the time is over. */
async function seen(lane: TestContext, handle: ResourceHandle, view: Exclude<View, 'answer'>): Promise<PlainTrip> {
  const operation = operationOf(handle.resource, view)!;
  const look = async (): Promise<PlainTrip> => {
    if (view !== 'list')
      return shownBy(handle, await call(lane, operation, addressOf(handle.resource, handle.id)), view);
    const { pages, items } = await listing(lane, handle.resource);
    const entry = items.find((item) => listedId(handle.resource, item) === handle.id);
    const config = entry && listedConfig(handle.resource, entry);
    const id = entry && listedId(handle.resource, entry);
    return { handle, step: pages.at(-1)!, id, etag: undefined, config: config as JsonObject | undefined };
  };
  const limit = view === 'list' ? lane.timing.settle : lane.timing.settleReads;
  const late = async (trip: PlainTrip): Promise<true | undefined> => {
    const expected = { config: handle.config, ignored: await lossyPlaces(lane, view) };
    return trip.id === undefined || configDifference(lane.contract, handle, trip.config, expected) ? true : undefined;
  };
  return (await settled(lane, limit, operation, look, late)).value;
}

function shownBy(handle: ResourceHandle, step: Step, view: Exclude<View, 'list'>): PlainTrip {
  const { resource } = handle;
  const output = step.outcome.kind === 'response' ? step.outcome.output : {};
  const place = view === 'readConfig' ? configPath(resource, 'readConfig')! : configPath(resource);
  return {
    handle,
    step,
    id: view === 'readConfig' ? handle.id : idShown(resource, output),
    etag: etagShown(resource, output),
    config: valueAt(output, place) as JsonObject | undefined,
  };
}

/** What the target shows of a configuration after a plain trip, in the names that a resource itself has. */
export function asShown({ handle, config }: PlainTrip, own: JsonObject): ExpectedConfig {
  const texts = new Map<Json, Json>();
  const ignored: Path[] = [];
  for (const { path, one, other } of textsThatDiffer(handle.config, own)) {
    texts.set(one, other);
    if (valueAt(config, path) !== one) ignored.push(path);
  }
  return { config: renamed(config, texts) as JsonObject | undefined, ignored };
}

function* textsThatDiffer(
  one: Json | undefined,
  other: Json | undefined,
  path: Path = [],
): Generator<{ path: Path; one: string; other: string }> {
  if (typeof one === 'string' && typeof other === 'string') {
    if (one !== other) yield { path, one, other };
  } else if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null)
    for (const [key, inner] of Object.entries(one))
      yield* textsThatDiffer(inner, (other as JsonObject)[key], [...path, Array.isArray(one) ? Number(key) : key]);
}

function renamed(value: Json | undefined, texts: ReadonlyMap<Json, Json>): Json | undefined {
  if (typeof value === 'string') return texts.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, texts) as Json);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, renamed(inner, texts)]));
}

/** A configuration without the texts that each resource has of its own. */
function anonymous({ contract }: TestContext, resource: ResourceHandle['resource'], config: JsonObject): string {
  const { input: shape } = contract.operations[operationOf(resource, 'create')]!;
  const member = configMember(resource);
  const bare = bindNames(contract, shape, { [member]: config }, () => 'a name', { anyForm: true })[member];
  const unique = new Set(
    (resource.unique ?? []).map(({ path }) => valueAt(bare, path)).filter((text) => text !== undefined),
  );
  return JSON.stringify(renamed(bare, new Map([...unique].map((text) => [text, 'a unique text']))));
}
