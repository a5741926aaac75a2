import { operationOf, type Verb } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Citation, Evidence } from '../../core/evidence.ts';
import type { ActiveRule, Phase } from '../../core/rule.ts';
import { RuleViolation, SkipError, type TestContext } from '../../core/test-context.ts';
import { present } from '../present.ts';

/** A rule on any resource of a contract. */
export interface LifecycleRule {
  id: string;
  evidence: Evidence;
  demands: string;
  /** What it is judged on. A resource that lacks one of these operations is left out. */
  on: Verb[];
  /** What it needs besides that and a create. */
  needs?: Verb[];
  /** Whether it can be judged without a create. */
  alone?: true;
  phases?: Phase[];
  /** Key of what it looks at together with other rules. */
  fixture?: string;
  /** Whether it works on what is lent to other rules too, or counts it, in all of its phases. */
  usesShared?: true;
  /** Error codes whose documentation is its source. */
  errors?: (errors: Resource['errors']) => (string | undefined)[];
  /** Whether it says anything of a resource. */
  concerns?: (resource: Resource) => boolean;
  citations?: Citation[];
  /** Judges it on one resource. Throws RuleViolation where it is broken, SkipError if it cannot be judged. */
  check(lane: TestContext, resource: Resource, phase: Phase): Promise<void>;
}

/** The rule over all resources that can be created at will; those that are slow and billed are left to the workflow. */
export function lifecycleRule(contract: Contract, rule: LifecycleRule): ActiveRule {
  const { id, evidence, demands, on } = rule;
  const needs = [...new Set<Verb>([...(rule.alone ? [] : ['create' as const]), ...(rule.needs ?? [])])].filter(
    (verb) => !on.includes(verb),
  );
  const resources = Object.values(contract.resources).filter(
    (resource) =>
      resource.minimal === undefined &&
      [...on, ...needs].every((verb) => operationOf(resource, verb) !== undefined) &&
      rule.concerns?.(resource) !== false,
  );
  const named = (verbs: Verb[]): string[] =>
    resources.flatMap((resource) => verbs.map((verb) => operationOf(resource, verb) as string));
  const errors = resources.flatMap((resource) => rule.errors?.(resource.errors) ?? []);
  return {
    kind: 'active',
    id,
    evidence,
    demands,
    citations:
      rule.citations ??
      distinct([
        ...errors.flatMap((code) => contract.errors[code ?? '']?.basis.citations ?? []),
        ...named(on).flatMap((name) => contract.operations[name]!.basis.citations),
      ]),
    operations: named(on),
    phases: rule.phases ?? ['sequences'],
    needs: named(needs),
    ...(rule.fixture === undefined ? {} : { fixture: rule.fixture }),
    ...(rule.usesShared ? { usesShared: rule.phases ?? ['sequences'] } : {}),
    async check(lane, phase) {
      let unjudged: SkipError | undefined;
      for (const resource of resources) {
        try {
          await rule.check(lane, presentFor(lane, resource, on), phase);
        } catch (error) {
          if (error instanceof RuleViolation) lane.reportViolation(error.violation);
          else if (!(error instanceof SkipError)) throw error;
          else if (unjudged) lane.hindered(error);
          else unjudged = error;
        }
      }
      if (unjudged) throw unjudged;
    },
  };
}

/** What a rule is about is not taken away from it: it then says by itself that it can't be judged. */
function presentFor(lane: TestContext, resource: Resource, on: readonly Verb[]): Resource {
  const shown = present(lane, resource);
  return on.every((verb) => operationOf(shown, verb) !== undefined) ? shown : resource;
}

function distinct(citations: Citation[]): Citation[] {
  return [...new Map(citations.map((citation) => [JSON.stringify(citation), citation])).values()];
}
