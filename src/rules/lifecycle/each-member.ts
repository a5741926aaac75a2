import fc from 'fast-check';
import { addressOf, configMember, configPath, configSent, etagMember, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt, withValueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { arbitrary, minimalExample } from '../../schema/arbitrary.ts';
import { type Site, sites } from '../../schema/site.ts';
import { roundTripDifferences, valueDifference } from '../differences.ts';
import { createResource, resolveReferences, sameEtag, updated } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call } from './tracked-resource.ts';
import { expectWorks } from './works.ts';

/** Random configurations among which two are looked for that differ in one member. */
const DRAWN = 30;

/** What an update that changes one member came to. */
interface ChangedMember {
  path: Path;
  member: string;
  value: Json;
  /** The create, the update before it, and itself. */
  steps: Step[];
  before: string;
  etag: string;
  read: Step;
}

/** An update that changes one member and nothing else is an update. */
export function eachMemberRules(contract: Contract): ActiveRule[] {
  const concerns = (resource: Resource): boolean => scalars(contract, resource).length > 0;
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.update.each-member',
      evidence: 'documented',
      demands: 'an update that changes one member alone must be stored',
      on: ['update'],
      needs: ['read'],
      fixture: 'changes of each member',
      concerns,
      async check(lane, resource) {
        for (const change of await changesOf(lane, resource)) expectStored(lane, resource, change);
      },
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.etag.each-member',
      evidence: 'recorded',
      demands: 'an update that changes one member alone must return a new ETag',
      on: ['update'],
      needs: ['read'],
      fixture: 'changes of each member',
      concerns,
      citations: [{ document: 'field', place: '5' }],
      async check(lane, resource) {
        for (const change of await changesOf(lane, resource)) expectNewEtag(lane, resource, change);
      },
    }),
  ];
}

/** What both rules look at. Throws SkipError where the target refuses every update. */
async function changesOf(lane: TestContext, resource: Resource): Promise<ChangedMember[]> {
  const changes = await lane.fixture(`changes of each member of ${resource.name}`, (own) => changeEach(own, resource));
  if (changes.length === 0) await expectWorks(lane, resource, 'update', { again: true });
  return changes;
}

/** Members of a configuration that hold one value, and may hold another. */
function scalars(contract: Contract, resource: Resource): Site[] {
  const fixed = (resource.unique ?? []).map(({ path }) => path.join('.'));
  return sites(contract, contract.operations[operationOf(resource, 'update')]!.input).filter(
    ({ path, node }) =>
      path[0] === configMember(resource) &&
      path.length > 1 &&
      ['string', 'number', 'integer', 'boolean'].includes(node.type ?? '') &&
      node.countOf === undefined &&
      !fixed.includes(path.slice(1).join('.')),
  );
}

async function changeEach(lane: TestContext, resource: Resource): Promise<ChangedMember[]> {
  const handle = await createResource(lane, resource);
  const changes: ChangedMember[] = [];
  for (const site of scalars(lane.contract, resource)) {
    const pair = await pairFor(lane, handle, site);
    const change = pair && (await changeOne(lane, handle, site, pair));
    if (change) changes.push(change);
  }
  return changes;
}

/** Two supported inputs that differ in one member. */
async function pairFor(
  lane: TestContext,
  handle: ResourceHandle,
  { path, node }: Site,
): Promise<[JsonObject, JsonObject] | undefined> {
  const update = operationOf(handle.resource, 'update');
  const { input: shape } = lane.contract.operations[update]!;
  const drawn = fc.sample(arbitrary(lane.contract, shape, { present: path }), { seed: 1, numRuns: DRAWN });
  const { names } = node.supported ?? {};
  const name = names && (await lane.name(names.resource));
  for (const base of [minimalExample(lane.contract, shape, path), ...drawn]) {
    const first = await resolveReferences(lane, update, base, handle);
    for (const value of name ? [name] : drawn.map((one) => valueAt(one, path))) {
      if (value === undefined || valueAt(first, path) === value) continue;
      const second = changedAt(first, path, value);
      if ([first, second].every((one) => lane.classify(update, one).answer === 'supported')) return [first, second];
    }
  }
  return undefined;
}

/** A copy with the value at a place replaced, which may be in a list. */
function changedAt(input: JsonObject, path: Path, value: Json): JsonObject {
  const last = path.findLastIndex((key) => typeof key === 'number');
  if (last < 0) return withValueAt(input, path, value);
  const list = [...(valueAt(input, path.slice(0, last)) as Json[])];
  const rest = path.slice(last + 1);
  const index = path[last] as number;
  list[index] = rest.length === 0 ? value : withValueAt(list[index] as JsonObject, rest, value);
  return withValueAt(input, path.slice(0, last), list);
}

async function changeOne(
  lane: TestContext,
  handle: ResourceHandle,
  { path, member }: Site,
  [first, second]: [JsonObject, JsonObject],
): Promise<ChangedMember | undefined> {
  const { resource } = handle;
  const update = operationOf(resource, 'update');
  const read = operationOf(resource, 'read');
  const steps = [handle.made];
  let before = '';
  for (const input of [first, second]) {
    before = handle.etag;
    const step = await call(lane, update, {
      ...input,
      ...addressOf(handle.resource, handle.id),
      [etagMember(resource)]: handle.etag,
    });
    // What is refused is a matter of other rules.
    if (step.outcome.kind !== 'response') return undefined;
    updated(handle, step.call.input, step.outcome);
    steps.push(step);
  }
  const value = valueAt(second, path)!;
  const place = [...configPath(resource), ...path.slice(1)];
  const look = (): Promise<Step> => call(lane, read, addressOf(handle.resource, handle.id));
  const had = valueAt(first, path);
  const late = ({ outcome }: Step): true | undefined =>
    outcome.kind === 'response' && valueAt(outcome.output, place) !== had ? undefined : true;
  const { value: seen } = await settled(lane, lane.timing.settleReads, read, look, late);
  return { path, member, value, steps, before, etag: handle.etag, read: seen };
}

/** Where the value of before came back, nothing was stored; any other value is a matter of the rules on that member. */
function expectStored(
  lane: TestContext,
  resource: Resource,
  { path, member, value, steps, read }: ChangedMember,
): void {
  const place = [...configPath(resource), ...path.slice(1)];
  const [earlier, latest] = steps.slice(-2) as [Step, Step];
  const had = valueAt(earlier.call.input, path);
  for (const seen of [latest, read]) {
    if (seen.outcome.kind !== 'response') continue;
    lane.recordCheck(operationOf(resource, 'update'));
    const got = valueAt(seen.outcome.output, place);
    if (got !== had) continue;
    throw new RuleViolation({
      operation: operationOf(resource, 'update'),
      expected: `${member} ${JSON.stringify(value)} after an update that changed it alone`,
      actual: `${member} ${JSON.stringify(got)}, as before`,
      differences: roundTripDifferences(
        {
          resource,
          operation: operationOf(resource, 'update'),
          view: seen === read ? 'read' : 'answer',
          earlier: configSent(resource, earlier.call.input) as JsonObject,
        },
        [{ path: path.slice(1), sent: value, got }],
      ),
      steps: [...steps, ...(seen === read ? [read] : [])],
      path,
    });
  }
}

function expectNewEtag(lane: TestContext, resource: Resource, { member, steps, before, etag }: ChangedMember): void {
  if (before === '' || etag === '') return;
  lane.recordCheck(operationOf(resource, 'update'));
  if (!sameEtag(before, etag)) return;
  throw new RuleViolation({
    operation: operationOf(resource, 'update'),
    expected: `a new ETag, as ${member} changed`,
    actual: `${etag}, as before`,
    differences: [valueDifference('stale', operationOf(resource, 'update'), 'ETag', undefined, etag)],
    steps,
  });
}
