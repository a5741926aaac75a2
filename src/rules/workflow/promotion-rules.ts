import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { type Judgement, unseen } from '../judgement.ts';
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

/** What a promotion leads to, which can only be seen after one that succeeded. */
const afterOne = ({ promoted }: Moments, look: () => Judgement): Judgement =>
  promoted?.outcome.kind === 'response' ? look() : unseen('no promotion succeeded');

/** Whether a read of the policy shows that it is disabled. */
function isDisabled({ outcome }: Step, { policyMade }: Moments): Judgement {
  const shown = policyIn(outcome);
  if (!shown) return unseen('the policy could not be read after it');
  if (shown.Id !== policyIn(policyMade?.outcome)?.Id) return unseen('a read of the policy showed another one');
  const { Enabled: enabled } = shown.ContinuousDeploymentPolicyConfig ?? {};
  return enabled === false ? 'held' : { expected: 'Enabled false', actual: `Enabled ${enabled}` };
}

const policyIn = (
  outcome: Step['outcome'] | undefined,
): { Id?: string; ContinuousDeploymentPolicyConfig?: { Enabled?: boolean } } | undefined =>
  outcome?.kind === 'response' ? (outcome.output.ContinuousDeploymentPolicy as object | undefined) : undefined;

/** What a promotion of the staging configuration does, and to what. */
export const PROMOTION_RULES: WorkflowRule[] = [
  {
    id: 'continuous-deployment.promote.requires-if-match',
    evidence: 'documented',
    demands: 'a promotion without If-Match must be refused',
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
    demands: 'a promotion with an earlier ETag of the primary distribution must be refused',
    on: PROMOTE,
    moment: 'promotedOnEarlier',
    rests: NAMES,
    after: BEFORE,
    allowed: REFUSED,
    breaks: 'an earlier If-Match',
    errors: ['PreconditionFailed', 'InvalidIfMatchVersion'],
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote.both-etags',
    evidence: 'documented',
    demands: 'a promotion with an earlier ETag of the staging distribution must be refused',
    on: PROMOTE,
    moment: 'promotedStale',
    rests: NAMES,
    after: BEFORE,
    allowed: REFUSED,
    breaks: 'an earlier If-Match',
    errors: ['PreconditionFailed', 'InvalidIfMatchVersion'],
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote',
    evidence: 'documented',
    demands: 'a promotion with the ETags of both distributions must succeed',
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
    demands: 'the response to a promotion must show the primary distribution with its new ETag',
    on: PROMOTE,
    moment: 'promoted',
    after: BEFORE,
    wrong(step, { created, primaryAfterPromotion: later }) {
      if (step.outcome.kind === 'response' && step.outcome.standIn) return unseen('the response could not be read');
      const [got, due] = [idIn(step), idIn(created)];
      if (got !== due) return { expected: `the distribution ${due}`, actual: `the distribution ${got}` };
      return later ? etagIs('same', later, step) : unseen('the primary distribution was not read after it');
    },
    looks: 'primaryAfterPromotion',
  },
  {
    id: 'continuous-deployment.promote.copies',
    evidence: 'documented',
    demands: 'a promotion must copy the staging configuration to the primary distribution',
    on: GET,
    says: PROMOTE,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      afterOne(moments, () =>
        membersDiffer(contract, moments.stagingBeforePromotion, step, { but: [...KEPT, ...IDENTITY] }),
      ),
  },
  {
    id: 'continuous-deployment.promote.keeps',
    evidence: 'documented',
    demands: 'a promotion must not change the aliases and the policy of the primary distribution',
    on: GET,
    says: PROMOTE,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      afterOne(moments, () => membersDiffer(contract, moments.primaryBeforePromotion, step, { only: KEPT })),
    field: ['9'],
  },
  {
    id: 'continuous-deployment.promote.keeps-identity',
    evidence: 'inferred',
    demands: 'a promotion must not change the identity of the primary distribution',
    on: GET,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      afterOne(moments, () => membersDiffer(contract, moments.primaryBeforePromotion, step, { only: IDENTITY })),
  },
  {
    id: 'continuous-deployment.promote.new-etag',
    evidence: 'recorded',
    demands: 'a promotion must give the primary distribution a new ETag',
    on: GET,
    moment: 'primaryAfterPromotion',
    after: AFTER,
    wrong: (step, moments) => afterOne(moments, () => etagIs('another', moments.primaryBeforePromotion, step)),
    field: ['5'],
  },
  {
    id: 'continuous-deployment.promote.leaves-staging',
    evidence: 'inferred',
    demands: 'a promotion must not change the staging distribution',
    on: GET,
    moment: 'stagingAfterPromotion',
    after: AFTER,
    wrong: (step, moments, contract) =>
      afterOne(moments, () =>
        membersDiffer(contract, moments.stagingBeforePromotion, step, {
          but: ['ContinuousDeploymentPolicyId', 'Enabled'],
        }),
      ),
  },
  {
    id: 'continuous-deployment.promote.disables-policy',
    evidence: 'documented',
    demands: 'a promotion must disable the policy',
    on: GET_POLICY,
    says: PROMOTE,
    moment: 'policyAfterPromotion',
    rests: ENABLED,
    after: AFTER,
    wrong: (step, moments) => afterOne(moments, () => isDisabled(step, moments)),
    field: ['9'],
  },
];
