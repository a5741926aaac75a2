import { configInput, configMember, configPath, configSent, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt, withValueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { minimalExample } from '../../schema/arbitrary.ts';
import { sites } from '../../schema/site.ts';
import { skeletons } from '../configs.ts';
import { roundTripDifferences } from '../differences.ts';
import { stepFailed } from '../hindered.ts';
import { resolveReferences } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform, type TrackedResource } from './tracked-resource.ts';
import { ACCEPTS_UPDATE, refusalText } from './works.ts';

/** An update replaces the whole configuration: a member that it leaves out is gone. */
export function updateReplaces(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.update.replaces',
    evidence: 'documented',
    demands: 'an update must replace the whole configuration: what it omits must be gone',
    on: ['update', 'read'],
    concerns: (resource) => pairs(contract, resource).length > 0,
    async check(lane, resource) {
      let refusal: Step | undefined;
      let judged = false;
      for (const { fuller, barer, path } of pairs(contract, resource)) {
        const tracked = await created(lane, resource, configInput(resource, fuller));
        const update = operationOf(resource, 'update');
        const input = await resolveReferences(lane, update, configInput(resource, barer), tracked.handle);
        const config = configSent(resource, input) as JsonObject;
        const { answer } = lane.classify(update, input);
        if (answer === 'broken') continue;
        const step = await perform(lane, tracked, { kind: 'update', ifMatch: 'fresh', content: 'other' }, config);
        if (step.outcome.kind !== 'response') {
          if (answer === 'supported') refusal ??= step;
          continue;
        }
        judged = true;
        lane.recordCheck(update);
        const expected = 'the configuration of the update and nothing of the one before';
        await expectNotKept(lane, tracked, valueAt(fuller, path), path, expected);
        if (answer === 'supported') await look(lane, tracked, { aspects: ['config'], expected });
        await perform(lane, tracked, { kind: 'delete', ifMatch: 'fresh' });
      }
      if (refusal && !judged) throw stepFailed(lane, refusalText(refusal), [refusal], { demandedBy: ACCEPTS_UPDATE });
    },
  });
}

/** Leaving a member out may be refused or give it any value but the one that it had, even where every update keeps it. */
async function expectNotKept(
  lane: TestContext,
  tracked: TrackedResource,
  had: Json | undefined,
  path: Path,
  expected: string,
): Promise<void> {
  const kept = ({ outcome }: Step): Json | undefined => {
    const got = valueAt(outcome.kind === 'response' ? outcome.output : {}, [
      ...configPath(tracked.handle.resource),
      ...path,
    ]);
    return JSON.stringify(got) === JSON.stringify(had) ? got : undefined;
  };
  const reading = (): Promise<Step> => look(lane, tracked, { aspects: ['id'] });
  const { value, wrong } = await settled(
    lane,
    lane.timing.settleReads,
    operationOf(tracked.handle.resource, 'read'),
    reading,
    kept,
  );
  if (wrong === undefined) return;
  throw new RuleViolation({
    operation: value.call.operation,
    expected,
    actual: `${path.join('.')} as it was: ${JSON.stringify(wrong)}`,
    differences: roundTripDifferences(
      {
        resource: tracked.handle.resource,
        operation: operationOf(tracked.handle.resource, 'update'),
        view: 'read',
        earlier: tracked.handle.past?.at(-1),
      },
      [{ path, sent: undefined, got: wrong }],
    ),
    steps: [...tracked.steps, value],
  });
}

interface Pair {
  fuller: JsonObject;
  barer: JsonObject;
  /** Of the member that the second lacks. */
  path: Path;
}

/** Pairs of a configuration with an optional member and the same without it, or with what stands in its place. */
function pairs(contract: Contract, resource: Resource): Pair[] {
  const input = configMember(resource);
  const { input: shape } = contract.operations[operationOf(resource, 'create')]!;
  const optional = sites(contract, shape).filter(
    ({ path, owner, member }) => path.length > 1 && owner.properties && !owner.required?.includes(member),
  );
  const small = skeletons(contract, resource);
  return optional.flatMap((site): Pair[] => {
    const path = site.path.slice(1);
    const fuller = minimalExample(contract, shape, site.path)[input] as JsonObject;
    const others = small.filter((config) => valueAt(config, path) === undefined);
    return [...others, without(fuller, path)].map((barer) => ({ fuller, barer, path }));
  });
}

/** A copy of an object without what is at a place. */
function without(object: JsonObject, path: Path): JsonObject {
  const parent = valueAt(object, path.slice(0, -1)) as JsonObject;
  const rest = Object.fromEntries(Object.entries(parent).filter(([member]) => member !== path.at(-1)));
  return path.length === 1 ? rest : withValueAt(object, path.slice(0, -1), rest);
}
