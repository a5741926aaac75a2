import { configMember, configPath, operationOf, updateInput } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { otherConfigs } from '../configs.ts';
import { outcomeText, refused } from '../expect.ts';
import { configDifference } from './config-difference.ts';
import { interleave, schedulers } from './interleave.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, created, type TrackedResource, taken } from './tracked-resource.ts';
import { expectWorks } from './works.ts';

const ROUNDS = 3;
const UPDATES = 3;

/** Updates with one ETag at once, and their outcomes. */
interface Race {
  tracked: TrackedResource;
  won: Step[];
  lost: Step[];
}

/** Of updates with the same ETag that come at once, one wins and the others change nothing. All rules look at the same races. */
export function updateRacesRules(contract: Contract): ActiveRule[] {
  const rule = (
    info: Pick<ActiveRule, 'id' | 'evidence' | 'demands'>,
    judge: (lane: TestContext, race: Race) => Promise<void> | void,
  ): ActiveRule =>
    lifecycleRule(contract, {
      ...info,
      on: ['update'],
      needs: ['read'],
      phases: ['concurrency'],
      fixture: 'races',
      errors: ({ staleIfMatch }) => staleIfMatch,
      async check(lane, resource) {
        for (const race of await lane.fixture(`races ${resource.name}`, (own) => races(own, resource))) {
          const { won, lost } = race;
          if (won.length + lost.length < UPDATES) continue;
          // Who refuses every update refuses these too.
          if (won.length === 0) await expectWorks(lane, resource, 'update', { answer: lost[0]!.outcome });
          await judge(lane, race);
        }
      },
    });
  return [
    rule(
      {
        id: 'lifecycle.concurrency.at-most-one-update',
        evidence: 'documented',
        demands: 'of concurrent updates with the same ETag at most one must succeed',
      },
      (lane, { tracked, won }) => {
        if (won.length === 0) return;
        lane.recordCheck(operationOf(tracked.handle.resource, 'update'));
        if (won.length > 1)
          throw broken(won[1]!, 'a refusal of all but one', [tracked.handle.made, ...won.slice(0, 2)]);
      },
    ),
    rule(
      {
        id: 'lifecycle.concurrency.one-update-wins',
        evidence: 'inferred',
        demands: 'of concurrent updates with the latest ETag one must succeed',
      },
      (lane, { tracked, won, lost }) => {
        lane.recordCheck(operationOf(tracked.handle.resource, 'update'));
        if (won.length > 0) return;
        throw broken(lost[0]!, 'success of one', [tracked.handle.made, ...lost]);
      },
    ),
    rule(
      {
        id: 'lifecycle.concurrency.losers-change-nothing',
        evidence: 'documented',
        demands: 'concurrent updates that must be refused must change nothing',
      },
      async (lane, { tracked, won, lost }) => {
        if (won.length !== 1 || lost.length === 0) return;
        lane.recordCheck(operationOf(tracked.handle.resource, 'update'));
        const present = taken(tracked, won[0]!);
        try {
          await look(lane, present, {
            before: [tracked.handle.made, ...won],
            expected: 'what was there before the refused updates',
          });
        } catch (error) {
          if (!(error instanceof RuleViolation)) throw error;
          const { steps } = error.violation;
          const loser = lost.find((step) => shows(lane, tracked, step, steps.at(-1)!)) ?? lost[0]!;
          throw new RuleViolation({ ...error.violation, steps: steps.toSpliced(-1, 0, loser) });
        }
      },
    ),
  ];
}

async function races(lane: TestContext, resource: Resource): Promise<Race[]> {
  const found: Race[] = [];
  for (const scheduler of schedulers(lane, ROUNDS)) {
    const tracked = await created(lane, resource);
    const { handle } = tracked;
    const configs = await otherConfigs(lane, handle, UPDATES);
    const steps = await interleave(
      lane,
      scheduler,
      configs.map((config) => (turn) => {
        const input = updateInput(resource, { ...handle, config });
        return turn(() => call(lane, operationOf(resource, 'update'), input));
      }),
    );
    found.push({
      tracked,
      won: steps.filter(({ outcome }) => outcome.kind === 'response'),
      lost: steps.filter(({ outcome }) => refused(outcome)),
    });
  }
  return found;
}

/** Whether a reading shows what an update sent. */
function shows(lane: TestContext, { handle }: TrackedResource, { call: { input } }: Step, { outcome }: Step): boolean {
  const sent = configMember(handle.resource);
  const output = configPath(handle.resource);
  const got = outcome.kind === 'response' ? valueAt(outcome.output, output) : undefined;
  const wanted = { ...handle, config: input[sent] as JsonObject };
  return configDifference(lane.contract, wanted, got as JsonObject | undefined) === undefined;
}

function broken(step: Step, expected: string, steps: Step[]): RuleViolation {
  return new RuleViolation({ operation: step.call.operation, expected, actual: outcomeText(step.outcome), steps });
}
