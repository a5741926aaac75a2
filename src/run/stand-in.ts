import { itemOf, listedConfig, listedIdPath, nextMarkerShown, pageInput } from '../contracts/listing.ts';
import {
  addressOf,
  configPath,
  etagPath,
  etagShown,
  idPath,
  idSent,
  locationPath,
  operationOf,
  timePath,
} from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome, StandIn } from '../core/outcome.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { Step } from '../core/test-context.ts';
import { accepted } from '../rules/expect.ts';
import { etagIn, idIn, sameEtag } from '../rules/resource-handle.ts';

/** How stand-ins are found: by calls that no rule makes. */
export interface Asking {
  contract: Contract;
  /** The latest ETag of each resource, by its id. */
  versions: ReadonlyMap<string, string>;
  /** Makes a call; undefined where it can't be made or has no answer. */
  ask(operation: string, input: JsonObject): Promise<Step | undefined>;
  /** Waits before a read is repeated; false once reads have had long enough to settle. */
  again(tries: number): Promise<boolean>;
}

/** What shows a resource. */
interface ShowingCall {
  output: JsonObject;
  calls: StandIn['calls'];
}

/** Pages of a list in which one resource is looked for. */
const MOST_PAGES = 20;

/** What of an answer must be found elsewhere: undefined for one that shows all that it should. */
export function lackOf(contract: Contract, { call, outcome }: Step): StandIn['part'] | undefined {
  const resource = showing(contract, call.operation);
  if (!resource || !accepted(outcome)) return undefined;
  if (outcome.kind !== 'response') return 'document';
  return typeof etagShown(resource, outcome.output) === 'string' ? undefined : 'etag';
}

/** Whether a read shows nothing, or only what other calls do: nothing can be said of its own answer. */
export function isStoodIn(contract: Contract, { call, outcome }: Step): boolean {
  if (!isRead(contract, call.operation) || !accepted(outcome)) return false;
  return outcome.kind !== 'response' || outcome.standIn?.part === 'document';
}

/** The read of the configuration alone among what stands in for a read. */
export function configRead(contract: Contract, { call, outcome }: Step): Step | undefined {
  const resource = showing(contract, call.operation);
  const readConfig = resource && operationOf(resource, 'readConfig');
  const calls = outcome.kind === 'response' ? (outcome.standIn?.calls ?? []) : [];
  const found = calls.find(({ operation }) => operation === readConfig);
  return found && { call: { operation: found.operation, input: found.input }, outcome: found.outcome };
}

/** An answer as it came, whatever stands in for it. */
export const asItCame = (outcome: Outcome): Outcome =>
  (outcome.kind === 'response' ? outcome.standIn?.instead : undefined) ?? outcome;

/** Whether an operation reads a resource and changes nothing. */
const isRead = (contract: Contract, operation: string): boolean => contract.operations[operation]?.method === 'GET';

/**
 * The outcome of a call that was accepted as other calls show it: the id from the Location header, the ETag from its own, the
 * rest from a read, and for a read from that of the configuration and from the list. Undefined where nothing shows it.
 */
export async function standInFor(asking: Asking, step: Step, part: StandIn['part']): Promise<Outcome | undefined> {
  const { contract, versions } = asking;
  const { call, outcome } = step;
  const resource = showing(contract, call.operation)!;
  const id = idOf(resource, step);
  if (id === undefined) return undefined;
  const reads = isRead(contract, call.operation);
  const before = versions.get(id);
  for (let tries = 1; ; tries++) {
    const shown = await (reads ? beside(asking, resource, id, part) : readAnyhow(asking, resource, id, part));
    const found = shown && composed(resource, step, part, shown);
    if (found && (part === 'etag' || reads || isAfter(resource, step, found, before))) return found;
    if (outcome.kind === 'lost' || !(await asking.again(tries))) return undefined;
  }
}

/** What a read would show whose operation is absent. */
export async function readInstead(asking: Asking, operation: string, input: JsonObject): Promise<Outcome | undefined> {
  const resource = showing(asking.contract, operation);
  const id = resource && idSent(resource, input);
  if (!resource || typeof id !== 'string' || operationOf(resource, 'read') !== operation) return undefined;
  const shown = await beside(asking, resource, id, 'document');
  if (!shown) return undefined;
  const { output, calls } = shown;
  return { kind: 'response', status: 200, headers: {}, ms: 0, output, standIn: { part: 'document', calls } };
}

/** The resource that the answers of an operation show. Every call asks for it. */
function showing(contract: Contract, operation: string): Resource | undefined {
  let known = shownResources.get(contract);
  if (!known) {
    known = new Map(Object.keys(contract.operations).map((name) => [name, resourceShown(contract, name)]));
    shownResources.set(contract, known);
  }
  return known.get(operation);
}

const shownResources = new WeakMap<Contract, ReadonlyMap<string, Resource | undefined>>();

function resourceShown({ resources, operations, $defs }: Contract, operation: string): Resource | undefined {
  const members = $defs[operations[operation]?.output ?? '']?.properties ?? {};
  return Object.values(resources).find(
    (resource) => String(idPath(resource)[0]) in members && String(etagPath(resource)[0]) in members,
  );
}

function idOf(resource: Resource, { call, outcome }: Step): string | undefined {
  const meant = idSent(resource, call.input);
  return typeof meant === 'string' ? meant : idIn(resource, outcome);
}

/** A read, or what stands in for it. */
async function readAnyhow(
  asking: Asking,
  resource: Resource,
  id: string,
  part: StandIn['part'],
): Promise<ShowingCall | undefined> {
  const step = await asking.ask(operationOf(resource, 'read'), addressOf(resource, id));
  if (step && step.outcome.kind !== 'response' && !accepted(step.outcome)) return undefined;
  const own = step && shownBy(step);
  const isEnough = part === 'document' || (own && typeof etagShown(resource, own.output) === 'string');
  if (own && isEnough) return own;
  const other = await beside(asking, resource, id, part);
  return other && { ...other, calls: [...(own?.calls ?? []), ...other.calls] };
}

/** What the read of the configuration and the list show of a resource between them. */
async function beside(
  asking: Asking,
  resource: Resource,
  id: string,
  part: StandIn['part'],
): Promise<ShowingCall | undefined> {
  const readConfig = operationOf(resource, 'readConfig');
  const step = readConfig === undefined ? undefined : await asking.ask(readConfig, addressOf(resource, id));
  const alone = step && shownBy(step);
  if (part === 'etag') return alone;
  const listed = await entryOf(asking, resource, id);
  const config = (alone && valueAt(alone.output, configPath(resource, 'readConfig') ?? [])) ?? listed?.config;
  if (config === undefined || (!alone && !listed)) return undefined;
  const [root] = idPath(resource);
  const etag = etagShown(resource, alone?.output);
  const bare: JsonObject = {
    [String(root)]: { ...listed?.entry },
    ...(etag === undefined ? {} : { [String(etagPath(resource)[0])]: etag }),
  };
  const output = withValueAt(withValueAt(bare, idPath(resource), id), configPath(resource), config);
  return { output, calls: [...(alone?.calls ?? []), ...(listed?.calls ?? [])] };
}

/** What a list shows of a resource. */
async function entryOf(
  asking: Asking,
  resource: Resource,
  id: string,
): Promise<{ entry: JsonObject; config: JsonObject | undefined; calls: StandIn['calls'] } | undefined> {
  const operation = operationOf(resource, 'list');
  if (operation === undefined) return undefined;
  const calls: StandIn['calls'] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const step = await asking.ask(operation, marker === undefined ? {} : pageInput(resource, { marker }));
    if (step?.outcome.kind !== 'response') return undefined;
    calls.push({ ...step.call, outcome: step.outcome });
    const found = itemOf(resource, step.outcome.output, id);
    if (found) {
      const entry = withoutTime(resource, valueAt(found, listedIdPath(resource).slice(0, -1)) as JsonObject);
      return {
        entry,
        config: listedConfig(resource, found) as JsonObject | undefined,
        calls,
      };
    }
    const next = nextMarkerShown(resource, step.outcome.output);
    if (typeof next !== 'string' || next === '' || next === marker) return undefined;
    marker = next;
  }
  return undefined;
}

/** A list may be late: nothing is said of when a resource was changed last. */
function withoutTime(resource: Resource, entry: JsonObject): JsonObject {
  const { [String(timePath(resource)?.at(-1))]: _, ...rest } = entry;
  return rest;
}

const shownBy = ({ call, outcome }: Step): ShowingCall | undefined =>
  outcome.kind === 'response' ? { output: outcome.output, calls: [{ ...call, outcome }] } : undefined;

/** The outcome of a call with what was found of it elsewhere. */
function composed(
  resource: Resource,
  { outcome }: Step,
  part: StandIn['part'],
  { output, calls }: ShowingCall,
): Extract<Outcome, { kind: 'response' }> | undefined {
  if (!('status' in outcome) || outcome.status === undefined) return undefined;
  const { status, headers = {}, ms, exchange } = outcome;
  const [root, etag] = [String(idPath(resource)[0]), String(etagPath(resource)[0])];
  const own = outcome.kind === 'response' ? outcome.output : {};
  const version = etagIn(resource, outcome) || output[etag];
  if (part === 'etag' && version === undefined) return undefined;
  const { location } = headers;
  const place = locationPath(resource);
  return {
    kind: 'response',
    status,
    headers,
    ms,
    ...(exchange ? { exchange } : {}),
    output: {
      ...(place === undefined || location === undefined ? {} : { [String(place[0])]: location }),
      ...(output[root] === undefined ? {} : { [root]: output[root] }),
      ...own,
      ...(version === undefined ? {} : { [etag]: version }),
    },
    standIn: { part, instead: outcome, calls },
  };
}

/**
 * Whether a read shows that a write did something: a new resource can be read, and another one has another version than
 * before, which is the one that the write's own header names, where it has one. What a write that does nothing leaves is not
 * taken for its success.
 */
function isAfter(
  resource: Resource,
  { call, outcome }: Step,
  { standIn }: Extract<Outcome, { kind: 'response' }>,
  before: string | undefined,
): boolean {
  if (idSent(resource, call.input) === undefined) return true;
  const versions = standIn!.calls.map((one) => etagIn(resource, one.outcome));
  const read = versions.findLast((version) => version !== undefined);
  const told = etagIn(resource, outcome);
  if (read === undefined || before === undefined || sameEtag(read, before)) return false;
  return !told || sameEtag(read, told);
}

/** The id and the ETag that an answer shows; undefined where it shows no resource. */
export function versionIn(contract: Contract, { call, outcome }: Step): { id: string; etag: string } | undefined {
  const resource = showing(contract, call.operation);
  if (!resource || outcome.kind !== 'response') return undefined;
  const [id, etag] = [idOf(resource, { call, outcome }), etagIn(resource, outcome)];
  return id === undefined || etag === undefined ? undefined : { id, etag };
}
