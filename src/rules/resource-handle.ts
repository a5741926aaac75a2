import {
  addressOf,
  configInput,
  configMember,
  configSent,
  etagMember,
  idMember,
  operationOf,
  resourceOf,
  versionOf,
} from '../contracts/resource.ts';
import { accepted, etagIn, idIn } from '../contracts/told.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject, Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { ResourceHandle } from '../core/resource-handle.ts';
import type { Step, TestContext } from '../core/test-context.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { bindNames } from '../schema/bind.ts';
import { outcomeText, refused } from './expect.ts';
import { stepFailed } from './hindered.ts';
import { pause } from './pause.ts';
import { prepared } from './preparation.ts';
import { remembered, shapeName, skeletons, touched } from './skeletons.ts';
import { uniqueText } from './unique.ts';

export { etagIn, idIn } from '../contracts/told.ts';

/** An ETag without its quotation marks and its mark of weakness, which a proxy that compresses adds to some answers only. */
export const bareEtag = (etag: string): string => etag.trim().replace(/^W\//, '').replaceAll('"', '');

/** Whether two ETags name the same version, by the weak comparison of RFC 9110, 8.8.3.2; with or without quotation marks. */
export const sameEtag = (one: string, other: string): boolean => bareEtag(one) === bareEtag(other);

/**
 * An input with the names of other resources in it replaced by ones that may be used: those that `handle` has already,
 * else fresh ones. With `handle` also its id and ETag are filled in, where the operation wants them.
 * Values that no two resources may share stay those of `handle`, unless the request is `about` that member.
 */
export async function resolveReferences(
  lane: TestContext,
  operation: string,
  input: JsonObject,
  handle?: ResourceHandle,
  about: Path = [],
): Promise<JsonObject> {
  const { input: shape } = lane.contract.operations[operation]!;
  const own = handle ? ownNames(lane.contract, shape, handle) : [];
  const names = new Map<string, string>();
  for (const [value, resource] of namesIn(lane.contract, shape, input)) {
    const name = own[names.size] ?? lane.name(resource);
    names.set(value, typeof name === 'string' ? name : await name);
  }
  const bare =
    names.size === 0 ? input : bindNames(lane.contract, shape, input, (_, value) => names.get(value) ?? value);
  const named = withUniqueValues(lane, operation, bare, handle, about);
  // Spread, every later read of it would be slow.
  return handle ? Object.assign({}, named, address(lane, operation, handle)) : named;
}

/** The values of an input that name other resources, and of what kind these are. */
function namesIn(contract: Contract, shape: string, input: JsonObject, options = {}): Map<string, string> {
  const found = new Map<string, string>();
  bindNames(
    contract,
    shape,
    input,
    (resource, value) => {
      found.set(value, resource);
      return value;
    },
    options,
  );
  return found;
}

/** The names that a resource has as it was last accepted. */
function ownNames(contract: Contract, shape: string, { resource, config }: ResourceHandle): string[] {
  let known = owned.get(config);
  if (!known) {
    known = [...namesIn(contract, shape, configInput(resource, config), { anyForm: true }).keys()];
    owned.set(config, known);
  }
  return known;
}

/** A configuration that was accepted is not changed any more. */
const owned = new WeakMap<JsonObject, string[]>();

/** The input with values of its own where no two resources may have the same. */
function withUniqueValues(
  lane: TestContext,
  operation: string,
  input: JsonObject,
  handle: ResourceHandle | undefined,
  about: Path,
): JsonObject {
  const resource = handle?.resource ?? resourceOf(lane.contract, operation, 'create');
  if (!resource?.unique) return input;
  const { unique } = resource;
  const sent = configSent(resource, input) as JsonObject;
  const filled = unique.reduce((value, { path, fixed }) => {
    const given = valueAt(sent, path);
    if (typeof given !== 'string') return value;
    const own = valueAt(handle?.config, path);
    const varies = !fixed && about.join() === [configMember(resource), ...path].join();
    return withValueAt(value, path, (!varies && own) || made(given, uniqueText(lane)));
  }, sent);
  return { ...input, [configMember(resource)]: filled };
}

/** A text that nobody else has, as long as the one given where it fits in, so that a text on a bound stays there. */
const made = (given: string, unique: string): string =>
  given.slice(0, Math.max(0, given.length - unique.length)) + unique;

/** The members that say which resource in which version is meant. */
export function address(lane: TestContext, operation: string, { resource, id, etag }: ResourceHandle): JsonObject {
  const members = lane.contract.$defs[lane.contract.operations[operation]!.input]?.properties ?? {};
  const found: JsonObject = {};
  if (idMember(resource) in members) found[idMember(resource)] = id;
  if (etagMember(resource) in members) found[etagMember(resource)] = etag;
  return found;
}

/** Times that a create is tried where the account is full: other lanes give back what they no longer need. */
const TRIES = 5;

/**
 * Creates a resource: of the given input, else the smallest supported one that the target takes. Throws SkipError where that is
 * refused.
 */
export function createResource(lane: TestContext, resource: Resource, input?: JsonObject): Promise<ResourceHandle> {
  if (input) return createWith(lane, resource, input);
  const ways = startingInputs(lane.contract, resource).map(({ name, input: one }) => ({
    name,
    make: () => createWith(lane, resource, one),
  }));
  return prepared(lane, startOf(resource), ways);
}

async function createWith(lane: TestContext, resource: Resource, input: JsonObject): Promise<ResourceHandle> {
  const create = operationOf(resource, 'create');
  const wanted = await resolveReferences(lane, create, input);
  const outcome = await sendCreate(lane, resource, wanted);
  const handle = handleOf(resource, wanted, outcome);
  if (handle) return handle;
  const made: Step = { call: { operation: create, input: wanted }, outcome };
  throw stepFailed(lane, `${create} did not give a resource to work with: ${outcomeText(outcome)}`, [made], {
    demandedBy: ACCEPTS_CREATE,
    seenBy: ['answer.readable', 'answer.matches-schema'],
  });
}

/** The rule that demands that supported creates succeed. */
const ACCEPTS_CREATE = 'lifecycle.create.accepts-supported';

/** One input from which a resource may be created, named by what it holds. */
interface Start {
  name: string;
  input: JsonObject;
}

/** What a resource is created from: the smallest input first, each form also with its harmless member changed. */
const startingInputs = remembered((contract, resource): Start[] => {
  const first = minimalExample(contract, contract.operations[operationOf(resource, 'create')]!.input);
  const least = configSent(resource, first) as JsonObject;
  // Others would be slow, billed and many of those that are only needed by others.
  const others = resource.minimal === undefined ? skeletons(contract, resource) : [];
  const starts = [least, ...others].flatMap((config) => {
    const name = shapeName(config, least);
    const other = touched(resource, config, config);
    const start = (called: string, one: JsonObject): Start => ({
      name: called,
      input: { ...first, [configMember(resource)]: one },
    });
    return [
      start(name, config),
      ...(other === config ? [] : [start(`${name}, another ${resource.touch!.at(-1)}`, other)]),
    ];
  });
  return [...new Map([...starts].reverse().map((one) => [one.name, one])).values()].reverse();
});

/** How a resource is created, as a preparation. */
const startOf = ({ name }: Resource): string => `a ${name}`;

/** The first input of a create that this target is not known to refuse. */
export function startingInput(
  { contract, ways }: Pick<TestContext, 'contract' | 'ways'>,
  resource: Resource,
): JsonObject {
  const starts = startingInputs(contract, resource);
  return (starts.find(({ name }) => ways.failure(startOf(resource), name) === undefined) ?? starts[0]!).input;
}

/** The configuration in it. */
export const startingConfig = (lane: Pick<TestContext, 'contract' | 'ways'>, resource: Resource): JsonObject =>
  configSent(resource, startingInput(lane, resource)) as JsonObject;

/** Finds out from what this target lets a resource be created, once for all rules that share a stage. Throws SkipError where it is refused. */
export async function expectCreates(lane: TestContext, resource: Resource): Promise<void> {
  await lane.fixture(`a start of ${resource.name}`, async (own) => {
    const handle = await createResource(own, resource);
    if (!own.absent(operationOf(resource, 'delete'))) await release(own, handle);
  });
}

/** Sends a create, again and again where the account is full. */
export async function sendCreate(lane: TestContext, resource: Resource, input: JsonObject): Promise<Outcome> {
  const create = operationOf(resource, 'create');
  let outcome = await lane.send(create, input);
  for (let tried = 1; tried < TRIES && isFull(resource, outcome); tried++) {
    await pause(lane, tried);
    outcome = await lane.send(create, input);
  }
  return outcome;
}

/** Whether a create was refused because there are as many as there may be, which says nothing of the request. */
export function isFull({ errors }: Resource, outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.error.code === errors.tooMany;
}

/** The resource that a create's answer speaks of, if it was accepted and says its id. */
export function handleOf(resource: Resource, input: JsonObject, outcome: Outcome): ResourceHandle | undefined {
  const id = idIn(resource, outcome);
  if (id === undefined) return undefined;
  return {
    resource,
    id,
    etag: etagIn(resource, outcome) ?? '',
    config: configIn(resource, input) ?? {},
    made: { call: { operation: operationOf(resource, 'create'), input }, outcome },
  };
}

/** Takes over what an accepted update says. */
export function updated(handle: ResourceHandle, input: JsonObject, outcome: Outcome): void {
  if (!accepted(outcome)) return;
  handle.etag = etagIn(handle.resource, outcome) || handle.etag;
  const config = configIn(handle.resource, input);
  if (!config) return;
  handle.past = handle.past ? [handle.past[0]!, handle.config] : [handle.config];
  handle.config = config;
}

/** The configuration that an input sends; undefined where it sends none, as a request does that should be refused for it. */
function configIn(resource: Resource, input: JsonObject): JsonObject | undefined {
  const sent = configSent(resource, input);
  return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? sent : undefined;
}

/** Deletes it now, whatever its version is by now. */
export async function remove(lane: TestContext, handle: ResourceHandle): Promise<void> {
  const { resource, id } = handle;
  if (!refused(await release(lane, handle))) return;
  const etag = etagIn(resource, await lane.send(operationOf(resource, 'read'), addressOf(resource, id)));
  if (etag) await lane.send(operationOf(resource, 'delete'), versionOf(resource, { id, etag }));
}

/** Deletes it; the lane does so at the end for what a rule leaves. */
export async function release(lane: TestContext, handle: ResourceHandle): Promise<Outcome> {
  return lane.send(operationOf(handle.resource, 'delete'), versionOf(handle.resource, handle));
}
