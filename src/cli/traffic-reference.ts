import type { Contract } from '../core/contract.ts';
import type { Edge, Stage } from '../core/traffic.ts';
import { createEdge, type EdgeDeviation } from '../reference/edge/edge.ts';
import { createReference } from '../reference/reference.ts';
import { apiStage } from '../rules/continuous-deployment/traffic-stage.ts';
import { virtualClock } from '../targets/clock.ts';
import { edgeTarget } from '../targets/edge-handler.ts';
import { handlerTarget } from '../targets/handler.ts';

/** A reference and its edge in process, on one virtual clock. */
export function referenceEdge(
  contract: Contract,
  seed: number,
  deviations: readonly EdgeDeviation[] = [],
): { edge: Edge; stage: Stage } {
  const clock = virtualClock();
  const reference = createReference({ contract, seed, now: () => new Date(clock.now()) });
  const answer = createEdge({ state: reference.state, seed, deviations });
  return {
    edge: edgeTarget('the reference edge', answer, clock),
    stage: apiStage(contract, handlerTarget(contract, reference.handle), 'traffic'),
  };
}
