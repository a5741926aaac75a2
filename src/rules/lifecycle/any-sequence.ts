import fc from 'fast-check';
import { configInput, configMember, configSent, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { SkipError, type TestContext } from '../../core/test-context.ts';
import { commands, type Player, start } from '../../model/commands.ts';
import { ABSENT } from '../../model/stage.ts';
import { arbitrary } from '../../schema/arbitrary.ts';
import { formOf } from '../configs.ts';
import { bound, release } from '../held.ts';
import { isLasting } from '../preparation.ts';
import { forAll } from '../property.ts';
import { checked, isPossible } from './checked.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, type Subject } from './subject.ts';

const MOST_COMMANDS = 10;

/** Configurations that the commands of a run choose from. */
const CONFIGS = 30;

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
          const subjects: (Subject | undefined)[] = [];
          try {
            await fc.asyncModelRun(
              () => ({ model: start(), real: player(lane, resource, subjects, configs) }),
              sequence,
            );
            for (const subject of subjects) if (subject) await look(lane, subject);
          } finally {
            for (const subject of subjects) if (subject?.stage.life === 'live') await release(lane, subject.held);
          }
        },
        { runs: Math.ceil(lane.runs / 2) },
      );
    },
  });
}

/** A resource of the first configuration that is accepted; forms that were refused are not tried again in this run. */
async function firstAccepted(lane: TestContext, resource: Resource, configs: readonly JsonObject[]): Promise<Subject> {
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
  subjects: (Subject | undefined)[],
  configs: JsonObject[],
): Player {
  const input = configMember(resource);
  return {
    async make(slot, variation) {
      const turned = configs.map((_, index) => configs[(variation + index) % configs.length]!);
      const subject = await firstAccepted(lane, resource, turned);
      subjects[slot] = subject;
      return subject.stage;
    },
    async play(slot, action, variation) {
      const subject = subjects[slot]!;
      if (!isPossible(subject, action)) return subject.stage;
      const drawn = { [input]: configs[variation % configs.length]! };
      const fits = action.kind === 'update' && action.content === 'other';
      const sent = fits ? await bound(lane, operationOf(resource, 'update'), drawn, subject.held) : undefined;
      if (!(await checked(lane, subject, action, sent?.[input] as JsonObject | undefined))) subjects[slot] = undefined;
      return subjects[slot]?.stage ?? ABSENT;
    },
  };
}
