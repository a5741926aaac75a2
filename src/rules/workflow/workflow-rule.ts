import type { Contract } from '../../core/contract.ts';
import type { View } from '../../core/difference.ts';
import type { Citation, Evidence } from '../../core/evidence.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import type { Path } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { type Allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import { acceptance } from '../differences.ts';
import { accepted, outcomeText, refused } from '../expect.ts';
import { hindranceOf, stepFailed } from '../hindered.ts';
import type { Judgement } from '../judgement.ts';
import { expectKept } from '../lifecycle/kept.ts';
import { policyFor } from './configs.ts';
import { CREATE, DEMANDED_BY, PROMOTE } from './operations.ts';
import { type Moment, type Moments, openWorkflow } from './workflow.ts';

/** A rule on one call of the workflow. */
export interface WorkflowRule {
  id: string;
  evidence: Evidence;
  demands: string;
  /** The call that is judged, and the operation that it is of. */
  on: string;
  moment: Moment;
  /** The calls that lead to it. */
  after: Moment[];
  /** A later call that it looks at as well. */
  looks?: Moment;
  /** Which answers it may have. Without it, it must have succeeded for the rule to say anything. */
  allowed?: Allowed;
  /** What is wrong with the request, for an answer that must be a refusal: `another If-Match`. */
  breaks?: string;
  /** What it shows; without it, that the answer is one of the allowed ones is all that is demanded. */
  wrong?(step: Step, moments: Moments, contract: Contract): Judgement;
  /** What a policy must keep for it: a rule on what follows from a member says nothing of a target that loses that member. */
  rests?: { on: Path; view: View };
  /** The operation whose documentation says it, where that is not the one that is judged. */
  says?: string;
  /** Its sources: rows of the table of recorded facts, and error codes whose documentation says it. */
  field?: string[];
  errors?: string[];
  citations?: (contract: Contract) => Citation[];
}

/** The staging distributions that a policy names, and whether it is enabled. */
export const NAMES: Required<WorkflowRule>['rests'] = { on: ['StagingDistributionDnsNames'], view: 'answer' };
export const ENABLED: Required<WorkflowRule>['rests'] = { on: ['Enabled'], view: 'read' };

/** Rules that find what an answer does not show. */
const SHOWING = [
  'answer.matches-schema',
  'answer.etag',
  'answer.readable',
  ...Object.values(DEMANDED_BY),
  'lifecycle.read.after-create',
  'lifecycle.read.after-update',
];

export const SUCCESS: Allowed = { success: true, refusal: [] };
export const REFUSED: Allowed = { success: false, refusal: 'any' };
export const refusedWith = (...codes: string[]): Allowed => ({ success: false, refusal: codes });

/** The rule, judged on the workflow that all of them look at. */
export function workflowRule(contract: Contract, rule: WorkflowRule): ActiveRule {
  const { id, evidence, demands, on, says = on, moment, after, allowed, wrong, field = [], errors = [] } = rule;
  const documented = [...errors.map((code) => contract.errors[code]!.basis), contract.operations[says]!.basis];
  return {
    kind: 'active',
    id,
    evidence,
    demands,
    citations: [
      ...field.map((place): Citation => ({ document: 'field', place })),
      ...(evidence === 'documented' ? documented.flatMap(({ citations }) => citations) : []),
      ...(rule.citations?.(contract) ?? []),
    ],
    operations: [on],
    phases: ['workflow'],
    needs: on === CREATE ? [] : [CREATE],
    fixture: 'workflow',
    async check(lane: TestContext) {
      const workflow = await lane.fixture('workflow', async (own) => openWorkflow(own, contract));
      const moments = await workflow.reach(rule.looks ?? moment);
      const step = moments[moment];
      if (!step) throw new SkipError('a call that it needs could not be made', { hindrance: UNOBSERVED });
      const { outcome } = step;
      const verdict = isAllowed(allowed ?? SUCCESS, outcome);
      const quota = outcome.kind === 'refused' && outcome.error.code.startsWith('TooMany');
      const unread = outcome.kind === 'unreadable' && wrong !== undefined;
      if (verdict === false && !allowed && on === PROMOTE) await expectRests(lane, NAMES);
      if (verdict === undefined || quota || unread || (!verdict && !allowed))
        throw stepFailed(lane, `${on}: ${outcomeText(outcome)}`, [step], {
          ...(on in DEMANDED_BY && !allowed ? { demandedBy: DEMANDED_BY[on]! } : {}),
        });
      if (verdict && isForAnotherCause(contract, rule, outcome))
        throw stepFailed(lane, `${on} was refused for another reason: ${outcomeText(outcome)}`, [step]);
      const found: Judgement = verdict
        ? (wrong?.(step, moments, contract) ?? 'held')
        : {
            expected: allowedText(allowed!),
            actual: outcomeText(outcome),
            wanted: allowed!,
            ...(rule.breaks && accepted(outcome) ? { differences: [acceptance(on, rule.breaks, outcome)] } : {}),
          };
      if (found !== 'held' && 'unseen' in found) {
        const failed = after.flatMap((earlier) => moments[earlier] ?? []).findLast((one) => refused(one.outcome));
        throw new SkipError(found.unseen, { hindrance: hindranceOf(failed ?? step, SHOWING) });
      }
      if (found !== 'held' && rule.rests) await expectRests(lane, rule.rests);
      lane.recordCheck(on, step);
      const before = after.flatMap((earlier) => moments[earlier] ?? []);
      if (found !== 'held') lane.reportViolation({ operation: on, ...found, steps: [...before, step] });
    },
  };
}

/** Throws SkipError where a policy of its own does not show a member as it was sent. */
async function expectRests(lane: TestContext, { on, view }: Required<WorkflowRule>['rests']): Promise<void> {
  const resource = lane.contract.resources.ContinuousDeploymentPolicy!;
  const config = policyFor(await lane.name('Distribution'), { Enabled: false });
  await expectKept(lane, { resource, config }, view, [on]);
}

/** Codes that an operation documents and that say nothing of the cause. */
const UNSPECIFIC = new Set(['InvalidArgument', 'IllegalUpdate']);

/**
 * Whether a rule that any refusal satisfies, but that knows which errors are documented for its cause, met one that the
 * operation documents for another: it says nothing of this cause.
 */
function isForAnotherCause(
  { operations }: Contract,
  { on, errors = [], allowed }: WorkflowRule,
  outcome: Outcome,
): boolean {
  if (outcome.kind !== 'refused' || errors.length === 0 || allowed?.refusal !== 'any') return false;
  const { code } = outcome.error;
  return operations[on]!.errors.includes(code) && !errors.includes(code) && !UNSPECIFIC.has(code);
}
