import fc from 'fast-check';
import { configMember, configSent, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext } from '../../core/test-context.ts';
import { commands, type Player, start } from '../../model/commands.ts';
import { ABSENT } from '../../model/stage.ts';
import { arbitrary } from '../../schema/arbitrary.ts';
import { bound, release } from '../held.ts';
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
      const subject = await created(lane, resource, { [input]: configs[variation % configs.length]! });
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
