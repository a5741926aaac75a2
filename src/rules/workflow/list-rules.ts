import { listedId } from '../../contracts/listing.ts';
import { operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { itemsDifference } from '../differences.ts';
import { blockedBy } from '../hindered.ts';
import { entryDifference } from '../lifecycle/list-agrees.ts';
import { itemsOf, listing } from '../lifecycle/listing.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { expectTruncation, flagCitations } from '../lifecycle/truncation.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { settled } from '../settled.ts';
import { create } from './creating.ts';
import { CREATE, GET } from './operations.ts';
import { distributionOf, emptyWorkflow, type WorkflowResource, type WorkflowState } from './workflow-state.ts';

/** How distributions are listed: slow and billed as they are, two of them serve all rules. */
export function distributionListRules(contract: Contract): ActiveRule[] {
  const resource = contract.resources.Distribution!;
  const list = operationOf(resource, 'list');
  if (list === undefined) return [];
  const rule = (
    info: Pick<ActiveRule, 'id' | 'evidence' | 'demands' | 'citations'>,
    check: (lane: TestContext, made: Made) => Promise<void>,
  ): ActiveRule => ({
    kind: 'active',
    ...info,
    operations: [list],
    phases: ['workflow'],
    needs: [CREATE],
    fixture: 'listed distributions',
    async check(lane) {
      const made = await lane.fixture('listed distributions', (own) => twoDistributions(emptyWorkflow(own, contract)));
      await check(lane, made);
    },
  });
  const { citations } = contract.operations[list]!.basis;
  return [
    rule(
      {
        id: 'continuous-deployment.list.is-truncated',
        evidence: 'documented',
        demands: 'IsTruncated must be true, with a NextMarker, while more distributions are left, and false at the end',
        citations: flagCitations(contract, resource),
      },
      (lane, { steps }) => expectTruncation(lane, resource, steps),
    ),
    rule(
      {
        id: 'continuous-deployment.list.agrees-with-get',
        evidence: 'documented',
        demands: 'a list must show each distribution once, with the values that a read returns',
        citations,
      },
      (lane, made) => expectEntries(lane, contract, made),
    ),
    rule(
      {
        id: 'continuous-deployment.list.odd-page',
        evidence: 'standard',
        demands: 'an unusual Marker or MaxItems must not cause a server error in a list of distributions',
        citations: [{ document: 'RFC 9110', place: '15.6' }],
      },
      async (lane) => {
        for (const input of ODD_PAGES)
          expectNoServerError(lane, await sendUnusual(lane, list, input), JSON.stringify(input));
      },
    ),
  ];
}

const ODD_PAGES: JsonObject[] = [
  { Marker: 'unknown' },
  { Marker: "a'b" },
  { Marker: '' },
  ...[0, -1, 101, '99999999999999999999', '0.5', 'abc', ''].map((MaxItems: Json) => ({ MaxItems })),
];

interface Made {
  things: WorkflowResource[];
  steps: Step[];
}

/** A primary distribution and a staging one. */
async function twoDistributions(state: WorkflowState): Promise<Made> {
  const steps = [
    await create(state, { Enabled: false, Comment: 'listed' }),
    await create(state, { Enabled: false, Comment: 'listed too', Staging: true }),
  ];
  const things = steps.flatMap((step) => distributionOf(state, step) ?? []);
  if (things.length === 0)
    throw blockedBy('no distribution could be created', steps[0]!, ['continuous-deployment.create.primary']);
  return { things, steps };
}

async function expectEntries(lane: TestContext, contract: Contract, { things, steps }: Made): Promise<void> {
  const resource = contract.resources.Distribution!;
  const operation = operationOf(resource, 'list')!;
  for (const { id } of things) {
    const look = async () => ({
      pages: (await listing(lane, resource)).pages,
      read: await call(lane, GET, { Id: id }),
    });
    const { value, wrong } = await settled(lane, lane.timing.settle, operation, look, ({ pages, read }) => {
      if (read.outcome.kind !== 'response') return undefined;
      const entries = pages
        .flatMap((step) => itemsOf(resource, step))
        .filter((item) => listedId(resource, item) === id);
      const text = `${id} is listed ${entries.length} times`;
      const kind = entries.length === 0 ? 'loses' : 'adds';
      if (entries.length !== 1)
        return { text, difference: itemsDifference(kind, operation, `a ${resource.name}`, text) };
      return entryDifference(contract, resource, read.outcome.output, entries[0]!);
    });
    if (value.read.outcome.kind !== 'response')
      throw blockedBy(`${id} could not be read`, value.read, ['continuous-deployment.parts.Comment.update']);
    lane.recordCheck(operation, value.read);
    if (wrong === undefined) continue;
    const expected = `one entry with the values of ${GET}`;
    throw new RuleViolation({
      operation,
      expected,
      actual: wrong.text,
      differences: [wrong.difference],
      steps: [...steps, value.read, ...value.pages.slice(-1)],
    });
  }
}
