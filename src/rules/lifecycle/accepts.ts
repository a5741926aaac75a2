import { configMember, configSchema, configSent, configShown, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { View } from '../../core/difference.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule, Phase } from '../../core/rule.ts';
import {
  RuleViolation,
  SkipError,
  type Step,
  type TestContext,
  type ViolationDetails,
} from '../../core/test-context.ts';
import { arbitrary } from '../../schema/arbitrary.ts';
import { tellingInputs } from '../configs.ts';
import { refusal, roundTripDifferences } from '../differences.ts';
import { outcomeText, refused, rejectCircumstantial } from '../expect.ts';
import { blockedBy, foundElsewhere } from '../hindered.ts';
import { present } from '../present.ts';
import { forAll } from '../property.ts';
import { createResource, handleOf, release, resolveReferences, updated } from '../resource-handle.ts';
import { differences, differenceText } from '../same.ts';
import { withSharedResourceForUpdates } from '../shared-fixture.ts';
import { look } from './judge.ts';
import { trackedFrom } from './tracked-resource.ts';
import { refusalText } from './works.ts';

type Kind = 'create' | 'update';

/** Supported requests are accepted, and what was sent comes back: a pair of rules for create and for update. */
export function acceptsRules(contract: Contract): ActiveRule[] {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  return (['create', 'update'] as const).flatMap((kind) => [
    {
      kind: 'active',
      id: `lifecycle.${kind}.accepts-supported`,
      evidence: 'documented',
      demands: `a supported ${kind} must succeed`,
      citations: resources.flatMap((resource) => contract.operations[operationOf(resource, kind)]!.basis.citations),
      operations: resources.map((resource) => operationOf(resource, kind)),
      phases: ['random'],
      needs: [],
      check: (lane) => each(lane, resources, kind, undefined),
    },
    {
      kind: 'active',
      id: `lifecycle.${kind}.echoes`,
      evidence: 'documented',
      demands: `the response to ${kind === 'create' ? 'a create' : 'an update'} and every later read must return what was sent`,
      citations: resources.flatMap((resource) => contract.operations[operationOf(resource, 'read')]!.basis.citations),
      operations: resources.map((resource) => operationOf(resource, kind)),
      phases: ['edges', 'random'],
      needs: [],
      ...(kind === 'update' ? { usesShared: ['edges' as const] } : {}),
      check: (lane, phase) => each(lane, resources, kind, cameBack, phase),
    },
  ]);
}

/** Checks an accepted request. Throws RuleViolation. */
type Then = (
  lane: TestContext,
  operation: string,
  sent: JsonObject,
  handle: ResourceHandle,
  output: JsonObject,
) => Promise<void>;

async function each(
  lane: TestContext,
  resources: Resource[],
  kind: Kind,
  then: Then | undefined,
  phase: Phase = 'random',
): Promise<void> {
  for (const whole of resources) {
    const resource = present(lane, whole);
    const operation = operationOf(resource, kind);
    let turnedDown: Step | undefined;
    let judged = false;
    let unread: Step | undefined;
    const check = async (input: JsonObject, subject?: ResourceHandle): Promise<void> => {
      const sent = await resolveReferences(lane, operation, input, subject);
      if (lane.classify(operation, sent).answer !== 'supported') return;
      const outcome = await lane.send(operation, sent);
      rejectCircumstantial(lane.contract, operation, outcome);
      if (refused(outcome) && then !== undefined) {
        turnedDown ??= lane.steps.at(-1);
        return;
      }
      lane.recordCheck(operation);
      if (refused(outcome)) {
        throw new RuleViolation({
          operation,
          expected: 'success, because the documentation supports all of it',
          actual: `refused: ${outcomeText(outcome)}`,
          differences: [refusal(operation, [], outcome)],
          steps: [...(subject ? [subject.made] : []), ...lane.steps.slice(-1)],
        });
      }
      judged = true;
      if (subject) updated(subject, sent, outcome);
      const handle = subject ?? handleOf(resource, sent, outcome);
      if (!handle) return;
      try {
        if (outcome.kind === 'response') await then?.(lane, operation, sent, handle, outcome.output);
        // A read returned it; the response itself could not be read.
        if (then && outcome.kind === 'response' && outcome.standIn?.part === 'document')
          unread ??= { call: { operation, input: sent }, outcome: outcome.standIn.instead! };
      } finally {
        if (!subject) await release(lane, handle);
      }
    };
    const { input: shape } = lane.contract.operations[operation]!;
    const telling = async (subject?: ResourceHandle): Promise<void> => {
      for (const input of tellingInputs(lane, shape)) await check(input, subject);
    };
    try {
      if (phase === 'random') {
        const subject = kind === 'update' ? await createResource(lane, resource) : undefined;
        await forAll(lane, arbitrary(lane.contract, shape), (input) => check(input, subject));
        if (subject) await release(lane, subject);
      } else if (kind === 'create') await telling();
      else
        await withSharedResourceForUpdates(lane, resource, async (subject) => {
          await telling(subject);
          return 'reuse';
        });
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      lane.reportViolation(error.violation);
    }
    if (unread) throw blockedBy(`the response to ${operation} cannot be read`, unread, []);
    if (turnedDown && !judged)
      throw foundElsewhere(refusalText(turnedDown), operation, [`lifecycle.${kind}.accepts-supported`]);
  }
}

async function cameBack(
  lane: TestContext,
  operation: string,
  sent: JsonObject,
  handle: ResourceHandle,
  output: JsonObject,
): Promise<void> {
  const { resource } = handle;
  const schema = configSchema(lane.contract, resource, operation);
  const before = [...(handle.made.call.operation === operation ? [] : [handle.made]), ...lane.steps.slice(-1)];
  const found = [...differences(lane.contract, schema, configSent(resource, sent), configShown(resource, output))];
  const [first] = found;
  const violations: ViolationDetails[] = [];
  if (first)
    violations.push({
      operation,
      expected: 'what was sent, in the answer',
      actual: differenceText(first),
      differences: roundTripDifferences({ resource, operation, view: 'answer', earlier: handle.past?.at(-1) }, found),
      steps: before,
      path: [configMember(resource), ...first.path],
      after: lane.sent,
    });
  const looked: View[] = ['answer'];
  for (const kind of ['read', 'readConfig'] as const) {
    const reading = operationOf(resource, kind);
    if (reading === undefined) continue;
    const expected = `what was sent, in ${reading}`;
    const options = { with: kind, aspects: ['config'], against: 'sent', before, expected } as const;
    try {
      await look(lane, trackedFrom(handle), options);
    } catch (error) {
      if (error instanceof RuleViolation) violations.push(error.violation);
      // What the answer lost is no matter of a read that can't be made.
      else if (!(error instanceof SkipError) || violations.length === 0) throw error;
      else continue;
    }
    looked.push(kind);
  }
  if (violations.length > 0) throw new RuleViolation(togetherIn(violations, looked));
}

/** The first of several violations by one write, with what is wrong in all the views that were looked at. */
function togetherIn(violations: readonly ViolationDetails[], looked: View[]): ViolationDetails {
  const differences = violations.flatMap((one) => one.differences ?? []);
  return { ...violations[0]!, differences: differences.map((one) => (one.view ? { ...one, looked } : one)) };
}
