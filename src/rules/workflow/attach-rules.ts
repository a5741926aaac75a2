import { unseen } from '../judgement.ts';
import { etagIs, memberIs, shownConfig } from './compare.ts';
import { CREATE_POLICY, GET, UPDATE } from './operations.ts';
import type { Moment, Moments } from './workflow.ts';
import { NAMES, REFUSED, refusedWith, SUCCESS, type WorkflowRule } from './workflow-rule.ts';

const ATTACHED: Moment[] = ['created', 'copied', 'policyMade', 'attached'];

const policyId = ({ policyMade }: Moments): string | undefined =>
  policyMade?.outcome.kind === 'response'
    ? String((policyMade.outcome.output.ContinuousDeploymentPolicy as { Id?: string } | undefined)?.Id)
    : undefined;

/** How a policy comes to a primary distribution and goes from it. */
export const ATTACH_RULES: WorkflowRule[] = [
  {
    id: 'continuous-deployment.policy-for-copy',
    evidence: 'documented',
    demands: "a create of a policy for a staging distribution's domain name must succeed",
    on: CREATE_POLICY,
    moment: 'policyMade',
    after: ['created', 'copied'],
    allowed: SUCCESS,
  },
  {
    id: 'continuous-deployment.policy-id',
    evidence: 'inferred',
    demands: 'the Id of a policy must be a lower-case UUID',
    on: CREATE_POLICY,
    moment: 'policyMade',
    after: ['created', 'copied'],
    wrong(_, moments) {
      const id = policyId(moments) ?? '';
      const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
      if (id === '') return unseen('the response shows no id');
      return form.test(id) ? 'held' : { expected: 'a lower-case UUID', actual: id };
    },
    field: ['7'],
  },
  {
    id: 'continuous-deployment.attach.unknown',
    evidence: 'documented',
    demands: 'attaching an unknown policy must be refused',
    on: UPDATE,
    moment: 'attachedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchContinuousDeploymentPolicy'),
    errors: ['NoSuchContinuousDeploymentPolicy'],
  },
  {
    id: 'continuous-deployment.attach',
    evidence: 'documented',
    demands: 'an update with the Id of a policy must attach it',
    on: UPDATE,
    moment: 'attached',
    after: ['created', 'copied', 'policyMade'],
    allowed: SUCCESS,
    wrong: (step, moments) => memberIs(step, 'ContinuousDeploymentPolicyId', policyId(moments)),
  },
  {
    id: 'continuous-deployment.attach.new-etag',
    evidence: 'recorded',
    demands: 'attaching a policy must give the primary distribution a new ETag',
    on: UPDATE,
    moment: 'attached',
    after: ['created', 'copied', 'policyMade'],
    wrong: (step, { primaryAfterStagingUpdate }) => etagIs('another', primaryAfterStagingUpdate, step),
    field: ['5'],
  },
  {
    id: 'continuous-deployment.attach.shows-on-staging',
    evidence: 'recorded',
    demands: 'an attached policy must show on its staging distribution too',
    on: GET,
    moment: 'stagingAfterAttach',
    rests: NAMES,
    after: ATTACHED,
    wrong: (step, moments) => memberIs(step, 'ContinuousDeploymentPolicyId', policyId(moments)),
    field: ['7'],
  },
  {
    id: 'continuous-deployment.attach.one-primary',
    evidence: 'inferred',
    demands: 'a policy must not be attached to two primary distributions',
    on: UPDATE,
    moment: 'attachedElsewhere',
    after: ATTACHED,
    allowed: REFUSED,
  },
  {
    id: 'continuous-deployment.attach.omitted',
    evidence: 'recorded',
    demands: 'an update that omits ContinuousDeploymentPolicyId must leave the policy attached',
    on: GET,
    moment: 'primaryAfterOmission',
    after: [...ATTACHED, 'updatedWithoutPolicyId'],
    wrong: (step, moments) =>
      moments.updatedWithoutPolicyId?.outcome.kind === 'response'
        ? memberIs(step, 'ContinuousDeploymentPolicyId', policyId(moments))
        : unseen('no update without the policy id succeeded'),
    field: ['3'],
  },
  {
    id: 'continuous-deployment.attach.no-http3',
    evidence: 'recorded',
    demands: 'a primary distribution with a policy must not use HTTP/3',
    on: UPDATE,
    moment: 'updatedToHttp3',
    after: ATTACHED,
    allowed: { success: true, refusal: 'any' },
    wrong(step) {
      if (step.outcome.kind === 'refused') return 'held';
      const config = shownConfig(step);
      if (!config) return unseen('the response shows no configuration');
      const got = String(config.HttpVersion ?? '');
      return /http3/i.test(got) ? { expected: 'a refusal or another HttpVersion', actual: got } : 'held';
    },
    field: ['8'],
  },
  {
    id: 'continuous-deployment.update.stale-if-match',
    evidence: 'documented',
    demands: 'an update of a distribution with an earlier ETag must be refused',
    on: UPDATE,
    moment: 'updatedStale',
    after: ATTACHED,
    allowed: refusedWith('PreconditionFailed', 'InvalidIfMatchVersion'),
    errors: ['PreconditionFailed', 'InvalidIfMatchVersion'],
    field: ['6'],
  },
  {
    id: 'continuous-deployment.update.requires-if-match',
    evidence: 'documented',
    demands: 'an update of a distribution without If-Match must be refused',
    on: UPDATE,
    moment: 'updatedUnversioned',
    after: ['created'],
    allowed: refusedWith('InvalidIfMatchVersion'),
    errors: ['InvalidIfMatchVersion'],
    field: ['6'],
  },
  {
    id: 'continuous-deployment.detach',
    evidence: 'recorded',
    demands: 'an update with an empty ContinuousDeploymentPolicyId must detach the policy',
    on: GET,
    moment: 'primaryAfterDetach',
    after: [...ATTACHED, 'detached'],
    wrong: (step) => memberIs(step, 'ContinuousDeploymentPolicyId', undefined),
    field: ['3'],
  },
];
