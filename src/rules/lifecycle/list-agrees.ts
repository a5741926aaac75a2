import { itemOf, listedIdPath } from '../../contracts/listing.ts';
import {
  addressOf,
  configMember,
  configPath,
  configShown,
  etagPath,
  idPath,
  operationOf,
} from '../../contracts/resource.ts';
import type { Contract, Resource, Schema } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import { isObject, type Json, type JsonObject, type Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { resolve } from '../../schema/site.ts';
import { valueDifference as differing, memberPlace } from '../differences.ts';
import { blockedBy } from '../hindered.ts';
import { sameEtag } from '../resource-handle.ts';
import { difference } from '../same.ts';
import { settled } from '../settled.ts';
import { aged } from './aged.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { type Listing, listing } from './listing.ts';
import { sameMoment } from './times.ts';
import { call, type TrackedResource } from './tracked-resource.ts';

/** An entry of a listing says of a resource what a read says of it. Both are answers of the target. */
export function listAgrees(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.list.agrees-with-read',
    evidence: 'documented',
    demands: 'a list must show the values that a read returns',
    on: ['list'],
    needs: ['read'],
    usesShared: true,
    async check(lane, resource) {
      for (const tracked of await aged(lane, resource)) await compare(lane, resource, tracked);
    },
  });
}

interface Seen {
  read: Step;
  listing: Listing;
}

async function compare(lane: TestContext, resource: Resource, { handle, steps }: TrackedResource): Promise<void> {
  const operation = operationOf(resource, 'list')!;
  const look = async (): Promise<Seen> => ({
    listing: await listing(lane, resource),
    read: await call(lane, operationOf(resource, 'read'), addressOf(handle.resource, handle.id)),
  });
  const differs = ({ listing: { pages }, read }: Seen): { found?: EntryDifference; page?: Step } | undefined => {
    const page = pages.find((one) => entryOf(resource, one, handle.id));
    const entry = page && entryOf(resource, page, handle.id);
    if (!entry || read.outcome.kind !== 'response') return {};
    const found = entryDifference(lane.contract, resource, read.outcome.output, entry);
    return found && { found, page };
  };
  const { value, wrong } = await settled(lane, lane.timing.settle, operation, look, differs);
  if (wrong && wrong.found === undefined)
    throw blockedBy(`${handle.id} is not both listed and readable`, value.listing.pages.at(-1)!, [
      'lifecycle.list.after-create',
      'lifecycle.list.after-update',
    ]);
  lane.recordCheck(operation);
  if (!wrong?.found || !wrong.page) return;
  throw new RuleViolation({
    operation,
    expected: `the values of ${operationOf(resource, 'read')}`,
    actual: wrong.found.text,
    differences: [wrong.found.difference],
    steps: [...steps, value.read, wrong.page],
  });
}

const entryOf = (resource: Resource, { outcome }: Step, id: string): JsonObject | undefined =>
  outcome.kind === 'response' ? itemOf(resource, outcome.output, id) : undefined;

/** A value of an entry that a read gives otherwise. */
export interface EntryDifference {
  text: string;
  difference: Difference;
}

/** The first value of an entry that a read gives otherwise. An entry may hold members of the configuration beside those of the resource. */
export function entryDifference(
  contract: Contract,
  resource: Resource,
  output: JsonObject,
  item: JsonObject,
): EntryDifference | undefined {
  const operation = operationOf(resource, 'list')!;
  const differ = (found: Value, ofConfig: boolean): EntryDifference => {
    const place = memberPlace([...(ofConfig ? [configMember(resource)] : []), ...found.path]);
    const difference = differing('changes', operation, place, found.read, found.listed);
    const shown = `${JSON.stringify(found.listed)} in the list, ${JSON.stringify(found.read)} when read`;
    return { text: `${found.path.join('.')} ${shown}`, difference: { ...difference, view: 'list' } };
  };
  const body = valueAt(output, idPath(resource).slice(0, -1)) as JsonObject;
  const config = configShown(resource, output) as JsonObject | undefined;
  const entry = valueAt(item, listedIdPath(resource).slice(0, -1)) as JsonObject;
  const node = nodeAt(
    contract,
    contract.operations[operationOf(resource, 'read')]!.output!,
    idPath(resource).slice(0, -1),
  );
  const configNode = nodeAt(
    contract,
    contract.operations[operationOf(resource, 'read')]!.output!,
    configPath(resource),
  );
  for (const [member, listed] of Object.entries(entry)) {
    const etag = output[member];
    if (member === etagPath(resource).at(-1) && typeof etag === 'string' && typeof listed === 'string') {
      if (!sameEtag(etag, listed)) return differ({ path: [member], read: etag, listed }, false);
      continue;
    }
    const ofConfig = !(member in body);
    const read = ofConfig ? config?.[member] : body[member];
    if (listed === undefined || read === undefined) continue;
    const schema = (ofConfig ? configNode : node)?.properties?.[member];
    const found = schema && valueDifference(contract, schema, read, listed, [member]);
    if (found) return differ(found, ofConfig);
  }
  return undefined;
}

/** Two values of one member. */
interface Value {
  path: Path;
  read: Json;
  listed: Json;
}

function nodeAt(contract: Contract, shape: string, path: Path): Schema | undefined {
  let node: Schema | undefined = contract.$defs[shape];
  for (const member of path) {
    const inner: Schema | undefined = node?.properties?.[String(member)];
    node = inner && resolve(contract, inner);
  }
  return node;
}

/**
 * The first place at which two values differ: times to the second, floats in 32 bits, lists in any order, empty as good as absent. What only one
 * of them has is no difference: an entry is a summary, and defaults may be filled in on one side.
 */
function valueDifference(
  contract: Contract,
  raw: Schema,
  read: Json | undefined,
  listed: Json | undefined,
  path: Path,
): Value | undefined {
  if (read === undefined || listed === undefined || (isEmpty(read) && isEmpty(listed))) return undefined;
  const node = resolve(contract, raw);
  const value = { path, read, listed };
  if (node.format === 'date-time') return sameMoment(read, listed) ? undefined : value;
  if (isObject(read) && isObject(listed)) {
    for (const [member, inner] of Object.entries(node.properties ?? {})) {
      const found = valueDifference(contract, inner, read[member], listed[member], [...path, member]);
      if (found) return found;
    }
    return undefined;
  }
  if (!Array.isArray(read) || !Array.isArray(listed))
    return difference(contract, raw, read, listed) ? value : undefined;
  const agree = (one: Json, other: Json): boolean =>
    valueDifference(contract, node.items ?? {}, one, other, path) === undefined;
  const isSame = read.length === listed.length && read.every((one) => listed.some((other) => agree(one, other)));
  return isSame ? undefined : value;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === '' || value === 0) return true;
  return typeof value === 'object' && value !== null && Object.values(value).every(isEmpty);
}
