import { isDeepStrictEqual } from 'node:util';
import { addressOf, configInput, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import { isObject, type Json, type Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { placeText } from '../../core/place-text.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { skeletons, touched } from '../configs.ts';
import { answerDifference } from '../differences.ts';
import { createResource } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call } from './tracked-resource.ts';

/** Resources that are read and listed: a server may count the first or the last for another. */
const COUNT = 3;

/** Reading and listing change nothing, so that the same read gives the same again. */
export function safeReadsRule(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.safe-reads',
    evidence: 'standard',
    demands: 'reads and listings must not change what a later read returns',
    on: ['read'],
    citations: [{ document: 'RFC 9110', place: '9.2.1' }],
    async check(lane, resource) {
      const held: ResourceHandle[] = [];
      const [small] = skeletons(lane.contract, resource);
      for (let count = 0; count < COUNT; count++)
        // A switch that a listing turns is seen only where it was the other way round.
        held.push(
          await createResource(lane, resource, small && configInput(resource, touched(resource, small, small))),
        );
      const before: Step[] = [];
      for (const one of held) before.push(await read(lane, one));
      const looks = [...(await lookAtAll(lane, resource, held)), ...(await lookAtAll(lane, resource, held))];
      for (const [index, one] of held.entries()) await expectSame(lane, one, before[index]!, looks);
    },
  });
}

const read = (lane: TestContext, { resource, id }: ResourceHandle): Promise<Step> =>
  call(lane, operationOf(resource, 'read'), addressOf(resource, id));

async function lookAtAll(lane: TestContext, resource: Resource, held: readonly ResourceHandle[]): Promise<Step[]> {
  const steps: Step[] = [];
  const [config, list] = [operationOf(resource, 'readConfig'), operationOf(resource, 'list')];
  for (const one of held) {
    steps.push(await read(lane, one));
    if (config !== undefined) steps.push(await call(lane, config, addressOf(resource, one.id)));
  }
  if (list !== undefined) steps.push(await call(lane, list, {}));
  return steps;
}

async function expectSame(
  lane: TestContext,
  held: ResourceHandle,
  before: Step,
  looks: readonly Step[],
): Promise<void> {
  const { outcome } = before;
  if (outcome.kind !== 'response') return;
  const operation = operationOf(held.resource, 'read');
  const change = (step: Step): Path | undefined =>
    step.outcome.kind === 'response' ? changedPlace(outcome.output, step.outcome.output) : undefined;
  const { value, wrong } = await settled(lane, lane.timing.settleReads, operation, () => read(lane, held), change);
  lane.recordCheck(operation);
  if (wrong === undefined || value.outcome.kind !== 'response') return;
  const [was, is] = [valueAt(outcome.output, wrong), valueAt(value.outcome.output, wrong)];
  const place = placeText(wrong);
  throw new RuleViolation({
    operation,
    expected: `${place} ${JSON.stringify(was)}, as before the reads and listings`,
    actual: `${place} ${JSON.stringify(is) ?? 'absent'}`,
    differences: [answerDifference(lane.contract, 'changes', operation, wrong, { expected: was, observed: is })],
    steps: [held.made, before, ...looks, value],
  });
}

/** The outermost place that is not the same, down to a single value. */
function changedPlace(before: Json | undefined, after: Json | undefined, path: Path = []): Path | undefined {
  if (!isObject(before) || !isObject(after)) return isDeepStrictEqual(before, after) ? undefined : path;
  for (const member of Object.keys({ ...before, ...after })) {
    const found = changedPlace(before[member], after[member], [...path, member]);
    if (found) return found;
  }
  return undefined;
}
