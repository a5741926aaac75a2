import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { uniqueText } from '../unique.ts';
import { CREATE } from './operations.ts';
import { changed, type WorkflowState } from './workflow-state.ts';

/** Caller references tried: one may have been used by an earlier run. */
const TRIED = 3;

/** The smallest configuration of a primary distribution. */
export function minimalConfig({ lane, contract }: WorkflowState): JsonObject {
  const { minimal } = contract.resources.Distribution!;
  return changed(minimal as JsonObject, { CallerReference: uniqueText(lane), Comment: 'conformance', Staging: false });
}

export async function create(state: WorkflowState, change: JsonObject): Promise<Step> {
  const { alreadyExists } = state.contract.resources.Distribution!.errors;
  let step: Step;
  let tried = 0;
  do {
    step = await call(state.lane, CREATE, { DistributionConfig: changed(minimalConfig(state), change) });
  } while (step.outcome.kind === 'refused' && step.outcome.error.code === alreadyExists && ++tried < TRIED);
  return step;
}
