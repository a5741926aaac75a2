import fc from 'fast-check';
import { configInput, configMember, configSent, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { SkipError, type TestContext } from '../../core/test-context.ts';
import { commands, type Player, start } from '../../model/commands.ts';
import { ABSENT } from '../../model/resource-state.ts';
import { arbitrary } from '../../schema/arbitrary.ts';
import { formOf } from '../configs.ts';
import { isLasting } from '../preparation.ts';
import { forAll } from '../property.ts';
import { release, resolveReferences } from '../resource-handle.ts';
import { checked, isPossible } from './checked.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, type TrackedResource } from './tracked-resource.ts';

const MOST_COMMANDS = 10;

/** Configurations that the commands of a run choose from. */
const CONFIGS = 30;

/** Those from which every second update takes its own, so that one is often stored again after another. */
const FEW = 3;

/** Random sequences of calls on two resources; what is found is shrunk to the shortest sequence that shows it. */
export function anySequence(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.any-sequence',
    evidence: 'documented',
    demands: 'in any sequence of calls, each response must follow from the calls before it',
    on: ['create', 'read', 'update', 'delete'],
    phases: ['random'],
    async check(lane, resource) {
      const configs = drawnConfigs(lane, resource);
      await forAll(
        lane,
        commands(resource, MOST_COMMANDS),
        async (sequence) => {
          const subjects: (TrackedResource | undefined)[] = [];
          try {
            await fc.asyncModelRun(
              () => ({ model: start(), real: player(lane, resource, subjects, configs) }),
              sequence,
            );
            for (const tracked of subjects) if (tracked) await look(lane, tracked);
          } finally {
            for (const tracked of subjects) if (tracked?.state.life === 'live') await release(lane, tracked.handle);
          }
        },
        { runs: Math.ceil(lane.runs / 2) },
      );
    },
  });
}

/** A resource of the first configuration that is accepted; forms that were refused are not tried again in this run. */
async function firstAccepted(
  lane: TestContext,
  resource: Resource,
  configs: readonly JsonObject[],
): Promise<TrackedResource> {
  const preparation = `a drawn ${resource.name}`;
  const open = configs.filter((config) => lane.ways.failure(preparation, formOf(lane, resource, config)) === undefined);
  let failure: SkipError | undefined;
  for (const config of open.length > 0 ? open : configs) {
    try {
      return await created(lane, resource, configInput(resource, config));
    } catch (error) {
      if (!(error instanceof SkipError) || !isLasting(error)) throw error;
      lane.hindered(error);
      lane.ways.fail(preparation, formOf(lane, resource, config), error.message);
      failure ??= error;
    }
  }
  throw failure!;
}

function drawnConfigs(lane: TestContext, resource: Resource): JsonObject[] {
  const inputs = arbitrary(lane.contract, lane.contract.operations[operationOf(resource, 'create')]!.input);
  return fc
    .sample(inputs, { seed: lane.seed, numRuns: CONFIGS })
    .map((input) => configSent(resource, input) as JsonObject);
}

function player(
  lane: TestContext,
  resource: Resource,
  subjects: (TrackedResource | undefined)[],
  configs: JsonObject[],
): Player {
  const input = configMember(resource);
  return {
    async make(slot, variation) {
      const turned = configs.map((_, index) => configs[(variation + index) % configs.length]!);
      const tracked = await firstAccepted(lane, resource, turned);
      subjects[slot] = tracked;
      return tracked.state;
    },
    async play(slot, action, variation) {
      const tracked = subjects[slot]!;
      if (!isPossible(tracked, action)) return tracked.state;
      const drawn = { [input]: configs[variation % (variation % 2 === 0 ? FEW : configs.length)]! };
      const fits = action.kind === 'update' && action.content === 'other';
      const sent = fits
        ? await resolveReferences(lane, operationOf(resource, 'update'), drawn, tracked.handle)
        : undefined;
      if (!(await checked(lane, tracked, action, sent?.[input] as JsonObject | undefined))) subjects[slot] = undefined;
      return subjects[slot]?.state ?? ABSENT;
    },
  };
}
