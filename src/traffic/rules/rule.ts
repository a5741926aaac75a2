import type { Chart } from '../../core/chart.ts';
import type { Contract } from '../../core/contract.ts';
import type { Citation, Evidence } from '../../core/evidence.ts';
import type { RuleInfo } from '../../core/rule.ts';
import { SkipError, type ViolationDetails } from '../../core/test-context.ts';
import type { Deployment, Edge, PolicyController, Side, ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';
import { policyOf, type Traffic, trafficOf, trafficText } from '../policy.ts';

/** How sure the rules must be, and what they may spend. Times in milliseconds. */
export interface Terms {
  /** Highest probability that a statistical rule breaks on a right edge. */
  alarm: number;
  /** Highest probability that it holds on an edge that is off by `factor` or more. */
  miss: number;
  factor: number;
  /** Requests after which a rule gives up. */
  requests: number;
  /** Time in which a change must have taken effect. The documentation states none. */
  settle: number;
  /** How near to its end nothing is demanded of a session. */
  slack: number;
  /** Longest time that a rule may wait in all. */
  patience: number;
  /** Random cases of a rule. */
  runs: number;
}

/** What a traffic rule works with. */
export interface TrafficContext {
  readonly edge: Edge;
  readonly controller: PolicyController;
  readonly terms: Terms;
  readonly seed: number;
  readonly runs: number;
  /** Sends a viewer's request. Throws SkipError where the edge gives no answer. */
  view(request: ViewerRequest): Promise<ViewerAnswer>;
  /** A number that no viewer of this run had. */
  nextViewer(): number;
  /** Requests that this rule has sent. */
  spent(): number;
  recordCheck(): void;
  reportViolation(violation: ViolationDetails): void;
  chart(chart: Chart): void;
  note(text: string): void;
}

/** What a rule is expected to cost. */
export interface Cost {
  /** Its demand, in a few words. */
  about: string;
  /** Requests that are expected on a right edge, and on one that the rule is made to find. */
  right: number;
  wrong?: number;
  /** Probability that the rule stays inconclusive on a correct edge within the requests that the terms allow. */
  undecided?: number;
  /** Seconds that must pass. */
  seconds: number;
}

/** A rule on what an edge does to traffic. */
export interface TrafficRule extends RuleInfo {
  /** What it would cost; with a policy that is attached for good only for that one, and empty where it says nothing of it. */
  plan(terms: Terms, fixed?: Traffic): Cost[];
  check(lane: TrafficContext): Promise<void>;
}

/** What every finding of an edge is about. */
export const VIEWER_REQUEST = 'viewer request';

/** The step of a finding that says what is attached. */
export const ATTACHED_POLICY = 'attached policy';

/** What the rules of one group have in common. */
export type TrafficRuleDraft = Pick<TrafficRule, 'demands' | 'plan' | 'check'> & {
  id: string;
  evidence?: Evidence;
  /** Places in the documentation, or rows of the table of recorded facts. */
  places: (string | number)[];
};

export function trafficRule(
  contract: Contract,
  { id, evidence = 'documented', places, ...rest }: TrafficRuleDraft,
): TrafficRule {
  const document = `${contract.source.package}@${contract.source.version}`;
  const citations = places.map(
    (place): Citation =>
      typeof place === 'number' ? { document: 'field', place: String(place) } : { document, place },
  );
  return { id: `traffic.${id}`, evidence, citations, operations: [VIEWER_REQUEST], ...rest };
}

/** Which policies a rule says something of. */
export interface Wish<T extends Traffic> {
  /** Whether it says something of a policy that is attached for good. */
  fits(traffic: Traffic): boolean;
  /** What it would like to have attached. */
  wants: readonly T[];
}

/** The policies that a rule can be judged with: what it likes, or the one that is attached for good. */
export function offered<T extends Traffic>({ fits, wants }: Wish<T>, fixed: Traffic | undefined): readonly T[] {
  if (fixed === undefined) return wants;
  return fits(fixed) ? [fixed as T] : [];
}

/** Judges with each policy in turn; where time is not free, with the first. Throws SkipError where none can be had. */
export async function withEach<T extends Traffic>(
  lane: TrafficContext,
  wish: Wish<T>,
  check: (deployment: Deployment, traffic: T) => Promise<void>,
): Promise<void> {
  const { fixed } = lane.controller;
  const traffic = fixed && trafficOf(fixed);
  const policies = fixed && !traffic ? [] : offered(wish, traffic);
  if (policies.length === 0)
    throw new SkipError(`it says nothing of the attached policy (${trafficText(traffic)})`, {
      hindrance: { kind: 'option' },
    });
  for (const policy of lane.edge.clock.virtual ? policies : policies.slice(0, 1)) {
    const deployment = await openDeployment(lane, policy);
    try {
      await check(deployment, policy);
    } finally {
      await deployment.close();
    }
  }
}

/** Attaches a policy and waits until that must have taken effect. */
export async function openDeployment(lane: TrafficContext, traffic: Traffic, enabled = true): Promise<Deployment> {
  const deployment = await lane.controller.open(policyOf(traffic, enabled));
  if (!lane.controller.fixed) await settled(lane);
  return deployment;
}

/** Waits until a change must have taken effect. */
export async function settled({ edge, terms }: TrafficContext): Promise<void> {
  affordable(edge, terms, terms.settle, 'for a change to take effect');
  await edge.clock.wait(terms.settle);
}

/** Throws SkipError where a rule would have to wait for longer than there is patience. */
export function affordable({ clock }: Edge, { patience }: Terms, ms: number, what: string): void {
  if (!clock.virtual && ms > patience)
    throw new SkipError(`it needs ${Math.ceil(ms / 1000)} s ${what}, more than the patience of ${patience / 1000} s`, {
      hindrance: { kind: 'option' },
    });
}

/** Throws SkipError for what an edge may do that sends everything to the primary distribution for a while. */
export function cannotTell({ steady }: Edge, what: string): void {
  if (!steady)
    throw new SkipError(`inconclusive: ${what}, but the edge may send everything to the primary for a while`, {
      hindrance: { kind: 'transport' },
    });
}

export const otherSide = (side: Side): Side => (side === 'staging' ? 'primary' : 'staging');
