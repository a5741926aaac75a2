import type { Clock, Edge, ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';

/** An edge in process: a function that answers viewers and says which distribution served. */
export function edgeTarget(name: string, answer: (request: ViewerRequest) => ViewerAnswer, clock: Clock): Edge {
  return {
    name,
    clock,
    steady: true,
    addresses: true,
    parallel: 1,
    tellsDistributions: true,
    view: async (request) => answer(request),
    close: async () => {},
  };
}
