import { addressOf, operationOf, resourceOf } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import type { TestContext } from '../core/test-context.ts';
import { accepted, outcomeText } from './expect.ts';
import { ECHOES, stepFailed } from './hindered.ts';
import { call, created, perform } from './lifecycle/tracked-resource.ts';
import { release } from './resource-handle.ts';
import { COPY, CREATE, DELETE, DEMANDED_BY, GET, GET_CONFIG, PROMOTE, UPDATE } from './workflow/operations.ts';
import { type Moment, openWorkflow } from './workflow/workflow.ts';

/** Where the documented workflow calls an operation so that it succeeds. */
const MOMENTS: Record<string, Moment> = {
  [CREATE]: 'created',
  [GET]: 'primaryBeforeCopy',
  [GET_CONFIG]: 'primaryConfig',
  [COPY]: 'copied',
  [UPDATE]: 'stagingUpdated',
  [PROMOTE]: 'promoted',
  [DELETE]: 'stagingDeleted',
};

/**
 * Calls an operation in a way that succeeds wherever it does anything at all: a control for what only its refusals have
 * shown. Throws SkipError where a call before it is refused.
 */
export async function succeedOnce(lane: TestContext, operation: string): Promise<void> {
  const { contract } = lane;
  const resource = resourceOf(contract, operation);
  const moment = MOMENTS[operation];
  if (operation === (resource && operationOf(resource, 'list'))) await call(lane, operation, {});
  else if (moment !== undefined && operation in contract.operations) await reach(lane, operation, moment);
  else if (resource && resource.minimal === undefined) await succeedOn(lane, resource, operation);
}

/** Throws SkipError where the workflow's own call is refused; what it builds on may have been lost before. */
async function reach(lane: TestContext, operation: string, moment: Moment): Promise<void> {
  const step = (await openWorkflow(lane, lane.contract).reach(moment))[moment];
  if (!step || accepted(step.outcome)) return;
  const demandedBy = DEMANDED_BY[operation];
  throw stepFailed(lane, `${operation}: ${outcomeText(step.outcome)}`, [step], {
    ...(demandedBy === undefined ? {} : { demandedBy }),
    seenBy: ECHOES,
  });
}

async function succeedOn(lane: TestContext, resource: Resource, operation: string): Promise<void> {
  const tracked = await created(lane, resource);
  const read = operationOf(resource, 'read');
  const readConfig = operationOf(resource, 'readConfig');
  const update = operationOf(resource, 'update');
  if (operation === read || operation === readConfig)
    await call(lane, operation, addressOf(tracked.handle.resource, tracked.handle.id));
  else if (operation === update) await perform(lane, tracked, { kind: 'update', ifMatch: 'fresh', content: 'other' });
  else if (operation === operationOf(resource, 'delete')) await release(lane, tracked.handle);
}
