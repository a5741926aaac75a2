import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/lane.ts';
import { etagIs, membersDiffer } from './compare.ts';
import { GET, GET_POLICY, PROMOTE } from './operations.ts';
import type { Moment, Moments } from './workflow.ts';
import { ENABLED, NAMES, REFUSED, refusedWith, SUCCESS, type WorkflowRule } from './workflow-rule.ts';

const BEFORE: Moment[] = ['created', 'copied', 'stagingUpdated', 'policyMade', 'attached'];
const AFTER: Moment[] = [...BEFORE, 'promoted'];

/** What the primary distribution keeps, by the documentation or because nothing else makes sense. */
const KEPT = ['Aliases', 'ContinuousDeploymentPolicyId'];
const IDENTITY = ['CallerReference', 'Staging'];

const idIn = (step: Step | undefined): string =>
  step?.outcome.kind === 'response' ? String((step.outcome.output.Distribution as JsonObject | undefined)?.Id) : '';

const done = ({ promoted }: Moments): boolean => promoted?.outcome.kind === 'response';

/** What a promotion of the staging configuration does, and to what. */
export const PROMOTION_RULES: WorkflowRule[] = [
  {
    id: 'continuous-deployment.promote.requires-if-match',
    evidence: 'documented',
    demands: 'a promotion without If-Match is refused',
    on: PROMOTE,
    moment: 'promotedUnversioned',
    rests: NAMES,
    after: BEFORE,
    allowed: refusedWith('InvalidIfMatchVersion', 'PreconditionFailed'),
    errors: ['InvalidIfMatchVersion'],
  },
  {
    id: 'continuous-deployment.promote.primary-etag',
    evidence: 'documented',
    demands: 'a promotion with an earlier ETag of the primary distribution is refused',
    on: PROMOTE,
    moment: 'promotedOnEarlier',
    rests: NAMES,
    after: BEFORE,
    allowed: REFUSED,
    errors: ['PreconditionFailed'],
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote.both-etags',
    evidence: 'documented',
    demands: 'a promotion with an earlier ETag of the staging distribution is refused',
    on: PROMOTE,
    moment: 'promotedStale',
    rests: NAMES,
    after: BEFORE,
    allowed: REFUSED,
    errors: ['PreconditionFailed'],
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote',
    evidence: 'documented',
    demands: 'a promotion with the ETags of both distributions succeeds',
    on: PROMOTE,
    moment: 'promoted',
    rests: NAMES,
    after: BEFORE,
    allowed: SUCCESS,
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote.answer',
    evidence: 'documented',
    demands: 'the answer to a promotion shows the primary distribution with its new ETag',
    on: PROMOTE,
    moment: 'promoted',
    after: BEFORE,
    wrong(step, { created, primaryAfterPromotion: later }) {
      const [got, due] = [idIn(step), idIn(created)];
      if (got !== due) return { expected: `the distribution ${due}`, actual: `the distribution ${got}` };
      return later && etagIs('same', later, step);
    },
    looks: 'primaryAfterPromotion',
  },
  {
    id: 'continuous-deployment.promote.copies',
    evidence: 'documented',
    demands: 'a promotion gives the primary distribution the configuration of the staging one',
    on: GET,
    says: PROMOTE,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      done(moments)
        ? membersDiffer(contract, moments.stagingBeforePromotion, step, { but: [...KEPT, ...IDENTITY] })
        : undefined,
  },
  {
    id: 'continuous-deployment.promote.keeps',
    evidence: 'documented',
    demands: 'a promotion leaves the primary distribution its aliases and its policy',
    on: GET,
    says: PROMOTE,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      done(moments) ? membersDiffer(contract, moments.primaryBeforePromotion, step, { only: KEPT }) : undefined,
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote.keeps-identity',
    evidence: 'inferred',
    demands: 'after a promotion the primary distribution is still the one that it was',
    on: GET,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      done(moments) ? membersDiffer(contract, moments.primaryBeforePromotion, step, { only: IDENTITY }) : undefined,
  },
  {
    id: 'continuous-deployment.promote.new-etag',
    evidence: 'recorded',
    demands: 'a promotion gives the primary distribution a new ETag',
    on: GET,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments) => (done(moments) ? etagIs('another', moments.primaryBeforePromotion, step) : undefined),
    field: ['5'],
  },
  {
    id: 'continuous-deployment.promote.leaves-staging',
    evidence: 'inferred',
    demands: 'a promotion leaves the staging distribution its configuration',
    on: GET,
    moment: 'stagingAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      done(moments)
        ? membersDiffer(contract, moments.stagingBeforePromotion, step, {
            but: ['ContinuousDeploymentPolicyId', 'Enabled'],
          })
        : undefined,
  },
  {
    id: 'continuous-deployment.promote.disables-policy',
    evidence: 'documented',
    demands: 'a promotion disables the policy',
    on: GET_POLICY,
    says: PROMOTE,
    moment: 'policyAfterPromotion',
    rests: ENABLED,
    after: AFTER,
    wrong(step, moments) {
      if (!done(moments) || step.outcome.kind !== 'response') return undefined;
      const policy = step.outcome.output.ContinuousDeploymentPolicy as
        | { ContinuousDeploymentPolicyConfig?: { Enabled?: boolean } }
        | undefined;
      const enabled = policy?.ContinuousDeploymentPolicyConfig?.Enabled;
      return enabled === false ? undefined : { expected: 'Enabled false', actual: `Enabled ${enabled}` };
    },
    field: ['9'],
  },
];
