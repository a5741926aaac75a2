import type { JsonObject } from './json.ts';

/** Which of the two distributions of a policy served a request. */
export type Side = 'primary' | 'staging';

/** A viewer's request to an edge. */
export interface ViewerRequest {
  /** Domain name that the viewer asks for. */
  host: string;
  /** Path and query. */
  path: string;
  /** Names as they are sent. */
  headers: Record<string, string>;
  /** The viewer's network address. */
  address: string;
  /** Milliseconds since 1970 on the edge's clock. */
  at: number;
}

/** What a viewer got. */
export interface ViewerAnswer {
  /** `neither`: an error, or no answer; `reason` says which. */
  served: Side | 'neither';
  status: number;
  /** Names in lower case, without Set-Cookie. */
  headers: Record<string, string>;
  /** Values of the Set-Cookie header. */
  cookies: string[];
  reason?: string;
}

/** The time that an edge goes by. */
export interface Clock {
  /** Whether waiting takes no time. */
  virtual: boolean;
  /** Milliseconds since 1970. */
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Anything that answers viewers and lets it be seen which distribution did. */
export interface Edge {
  name: string;
  url?: string;
  clock: Clock;
  /** Whether it never sends all traffic to the primary distribution on its own account, as the real service may under load. */
  steady: boolean;
  /** Whether a request may claim any network address. */
  addresses: boolean;
  /** Requests that may be under way at the same time. */
  parallel: number;
  /** Name of the header by which the distribution is told, in lower case. */
  marker?: string;
  /** Whether a promotion leaves it visible which distribution served a request. */
  tellsDistributions: boolean;
  view(request: ViewerRequest): Promise<ViewerAnswer>;
  close(): Promise<void>;
}

/** A primary distribution with a policy attached to it, and what can be done with them. */
export interface Deployment {
  /** The attached policy's configuration, as a request for creating it holds it. */
  policy: JsonObject;
  /** Domain name of the primary distribution. */
  host: string;
  /** Domain name of the staging distribution, where it is known. */
  stagingHost?: string;
  /** Replaces the policy's configuration. */
  update(policy: JsonObject): Promise<void>;
  detach(): Promise<void>;
  /** Copies the staging distribution's configuration to the primary one. */
  promote(): Promise<void>;
  /** Removes what was made for it. */
  close(): Promise<void>;
}

/** Where scenes come from. Its methods throw SkipError where something is refused. */
export interface PolicyController {
  /** The policy that is attached and can't be changed; undefined where any may be. */
  fixed?: JsonObject;
  open(policy: JsonObject): Promise<Deployment>;
}
