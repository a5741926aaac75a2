import type { Contract } from '../core/contract.ts';
import type { Edge, PolicyController } from '../core/traffic.ts';
import { createEdge, type EdgeModification } from '../reference/edge/edge.ts';
import { createReference } from '../reference/reference.ts';
import { handlerTarget } from '../targets/handler.ts';
import { virtualClock } from '../traffic/clock.ts';
import { edgeTarget } from '../traffic/edges/handler.ts';
import { apiController } from '../traffic/policy-controller.ts';

/** A reference and its edge in process, on one virtual clock. */
export function referenceEdge(
  contract: Contract,
  seed: number,
  modifications: readonly EdgeModification[] = [],
): { edge: Edge; controller: PolicyController } {
  const clock = virtualClock();
  const reference = createReference({ contract, seed, now: () => new Date(clock.now()) });
  const answer = createEdge({ state: reference.state, seed, modifications });
  return {
    edge: edgeTarget('the reference edge', answer, clock),
    controller: apiController(contract, handlerTarget(contract, reference.handle), 'traffic'),
  };
}
