import type { JsonObject } from '../../core/json.ts';
import { SkipError } from '../../core/test-context.ts';
import type { Clock, Edge, PolicyController, Side, ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';

/** A viewer's request as a function gets it: with the policy to go by. Header names are as they were sent; cookies are in `headers.cookie`. */
export interface RoutedRequest extends ViewerRequest {
  /** The attached policy's configuration; null where none is attached. */
  policy: JsonObject | null;
}

/** Says which distribution serves a request, and where sessions are kept by cookies what Set-Cookie the viewer gets. */
export type Route = (request: RoutedRequest) => Routed | Promise<Routed>;

type Routed = Side | { served: Side; cookies?: string[] };

const HOST = 'www.example.com';

/** A function as an edge, with a controller that gives it any policy. What it throws is why nothing could be judged. */
export function moduleEdge(name: string, route: Route, clock: Clock): { edge: Edge; controller: PolicyController } {
  let attached: JsonObject | null = null;
  const edge: Edge = {
    name,
    clock,
    steady: true,
    addresses: true,
    parallel: 1,
    tellsDistributions: true,
    async view(request): Promise<ViewerAnswer> {
      let routed: Routed;
      try {
        routed = await route({ ...request, policy: attached });
      } catch (error) {
        return { served: 'neither', status: 500, headers: {}, cookies: [], reason: `it throws ${String(error)}` };
      }
      const { served, cookies = [] } = typeof routed === 'string' ? { served: routed } : routed;
      if (served !== 'primary' && served !== 'staging')
        return {
          served: 'neither',
          status: 500,
          headers: {},
          cookies: [],
          reason: `it gives ${JSON.stringify(routed)}`,
        };
      return { served, status: 200, headers: {}, cookies };
    },
    close: async () => {},
  };
  const controller: PolicyController = {
    async open(policy) {
      attached = policy;
      const deployment = {
        policy,
        host: HOST,
        async update(changed: JsonObject) {
          deployment.policy = changed;
          attached = changed;
        },
        async detach() {
          attached = null;
        },
        async promote() {
          throw new SkipError('a function does not know about promotions', { hindrance: { kind: 'transport' } });
        },
        async close() {
          attached = null;
        },
      };
      return deployment;
    },
  };
  return { edge, controller };
}
