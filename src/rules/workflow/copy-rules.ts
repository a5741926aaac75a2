import type { Step } from '../../core/lane.ts';
import { all, unseen } from '../judgement.ts';
import { etagIs, memberIs, membersDiffer, shownConfig } from './compare.ts';
import { COPY, CREATE, DELETE, GET, GET_CONFIG, UPDATE } from './operations.ts';
import { REFUSED, refusedWith, SUCCESS, type WorkflowRule } from './workflow-rule.ts';

/** What a copy has of its own. */
const OWN = ['CallerReference', 'Aliases', 'Enabled', 'Staging', 'ContinuousDeploymentPolicyId'];
const BEHAVIOUR = ['Origins', 'OriginGroups', 'DefaultCacheBehavior', 'CacheBehaviors'];

/** How distributions come about, and how a staging one is made of a primary one. */
export const COPY_RULES: WorkflowRule[] = [
  {
    id: 'continuous-deployment.create.primary',
    evidence: 'documented',
    demands: 'a distribution is created from a configuration that holds what is required and nothing else',
    on: CREATE,
    moment: 'created',
    after: [],
    allowed: SUCCESS,
  },
  {
    id: 'continuous-deployment.create.caller-reference',
    evidence: 'documented',
    demands: 'a caller reference that a distribution has creates no other',
    on: CREATE,
    moment: 'createdAgain',
    after: ['created'],
    allowed: refusedWith('DistributionAlreadyExists'),
    errors: ['DistributionAlreadyExists'],
  },
  {
    id: 'continuous-deployment.create.staging',
    evidence: 'recorded',
    demands: 'a staging distribution may be created as such',
    on: CREATE,
    moment: 'createdStaging',
    after: [],
    allowed: SUCCESS,
    wrong: (step) => memberIs(step, 'Staging', true),
    field: ['7'],
  },
  {
    id: 'continuous-deployment.create.staging-aliases',
    evidence: 'recorded',
    demands: 'a staging distribution has no aliases when it is created',
    on: CREATE,
    moment: 'createdStagingWithAliases',
    after: [],
    allowed: REFUSED,
    field: ['8'],
  },
  {
    id: 'continuous-deployment.create.policy',
    evidence: 'recorded',
    demands: 'no distribution is created with a policy',
    on: CREATE,
    moment: 'createdWithPolicy',
    after: ['created', 'copied', 'policyMade'],
    allowed: refusedWith('InvalidArgument'),
    field: ['1'],
  },
  {
    id: 'continuous-deployment.copy.if-match',
    evidence: 'documented',
    demands: 'a copy of another version than the present one is refused',
    on: COPY,
    moment: 'copiedUnversioned',
    after: ['created'],
    allowed: REFUSED,
    errors: ['InvalidIfMatchVersion', 'PreconditionFailed'],
  },
  {
    id: 'continuous-deployment.copy.makes-staging',
    evidence: 'documented',
    demands: 'a copy of a primary distribution is a staging distribution, enabled or not as was asked',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    allowed: SUCCESS,
    wrong: (step) => all(memberIs(step, 'Staging', true), memberIs(step, 'Enabled', true)),
  },
  {
    id: 'continuous-deployment.copy.enabled',
    evidence: 'documented',
    demands: 'a copy that is to be disabled is',
    on: COPY,
    moment: 'copiedDisabled',
    after: ['created'],
    wrong: (step) => memberIs(step, 'Enabled', false),
  },
  {
    id: 'continuous-deployment.copy.caller-reference',
    evidence: 'documented',
    demands: 'a copy has the caller reference that was sent',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong: (step) => memberIs(step, 'CallerReference', step.call.input.CallerReference),
  },
  {
    id: 'continuous-deployment.copy.behaviour',
    evidence: 'documented',
    demands: 'a copy has the origins and cache behaviours of its primary distribution',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong: (step, { created }, contract) => membersDiffer(contract, created, step, { only: BEHAVIOUR }),
  },
  {
    id: 'continuous-deployment.copy.rest',
    evidence: 'inferred',
    demands: 'a copy has what else its primary distribution has',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong: (step, { created }, contract) => membersDiffer(contract, created, step, { but: [...OWN, ...BEHAVIOUR] }),
  },
  {
    id: 'continuous-deployment.copy.aliases',
    evidence: 'recorded',
    demands: 'a copy has no aliases',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong(step) {
      const config = shownConfig(step);
      if (!config) return unseen('the answer shows no configuration');
      const aliases = config.Aliases as { Items?: string[] } | undefined;
      return aliases?.Items?.length ? { expected: 'no aliases', actual: aliases.Items.join(', ') } : 'held';
    },
    field: ['8'],
  },
  {
    id: 'continuous-deployment.copy.leaves-primary',
    evidence: 'documented',
    demands: 'a copy leaves the primary distribution as it was',
    on: GET,
    says: COPY,
    moment: 'primaryAfterCopy',
    after: ['created', 'primaryBeforeCopy', 'copied'],
    wrong: (step, { primaryBeforeCopy }, contract) => membersDiffer(contract, primaryBeforeCopy, step, { but: [] }),
  },
  {
    id: 'continuous-deployment.copy.leaves-etag',
    evidence: 'inferred',
    demands: 'a copy leaves the primary distribution its ETag',
    on: GET,
    moment: 'primaryAfterCopy',
    after: ['created', 'primaryBeforeCopy', 'copied'],
    wrong: (step, { primaryBeforeCopy }) => etagIs('same', primaryBeforeCopy, step),
  },
  {
    id: 'continuous-deployment.copy.caller-reference-used',
    evidence: 'documented',
    demands: 'a caller reference that a distribution has makes no copy',
    on: COPY,
    moment: 'copiedAgain',
    after: ['created'],
    allowed: refusedWith('DistributionAlreadyExists'),
    errors: ['DistributionAlreadyExists'],
  },
  {
    id: 'continuous-deployment.copy.enabled-by-default',
    evidence: 'documented',
    demands: 'a copy of which is not said whether it is to be enabled is',
    on: COPY,
    moment: 'copiedByDefault',
    after: ['created'],
    wrong: (step) => memberIs(step, 'Enabled', true),
    citations: ({ $defs }) => $defs.CopyDistributionRequest?.properties?.Enabled?.basis?.type?.citations ?? [],
  },
  {
    id: 'continuous-deployment.copy.unknown',
    evidence: 'documented',
    demands: 'a distribution that does not exist can not be copied',
    on: COPY,
    moment: 'copiedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.copy.separate',
    evidence: 'documented',
    demands: 'an update of a staging distribution shows in no primary one',
    on: GET,
    says: UPDATE,
    moment: 'primaryAfterStagingUpdate',
    after: ['created', 'copied', 'stagingUpdated'],
    wrong: (step, { primaryBeforeStagingUpdate }, contract) =>
      membersDiffer(contract, primaryBeforeStagingUpdate, step, { but: [] }),
  },
  {
    id: 'continuous-deployment.staging.update',
    evidence: 'documented',
    demands: 'a staging distribution can be updated by itself, and gets a new ETag',
    on: UPDATE,
    moment: 'stagingUpdated',
    after: ['created', 'copied'],
    allowed: SUCCESS,
    wrong: (step, { stagingBeforeUpdate }) =>
      all(memberIs(step, 'Comment', 'staged'), etagIs('another', stagingBeforeUpdate, step)),
  },
  {
    id: 'continuous-deployment.get-config.agrees',
    evidence: 'documented',
    demands: 'the configuration of a distribution and its ETag are the same by themselves as with all the rest',
    on: GET_CONFIG,
    moment: 'primaryConfig',
    after: ['created', 'primaryAfterStagingUpdate'],
    wrong(step, { primaryAfterStagingUpdate: whole }, contract) {
      if (step.outcome.kind !== 'response') return unseen('the configuration could not be read by itself');
      const { ETag, DistributionConfig } = step.outcome.output;
      const output = {
        ...(ETag === undefined ? {} : { ETag }),
        Distribution: { ...(DistributionConfig === undefined ? {} : { DistributionConfig }) },
      };
      const alike: Step = { ...step, outcome: { ...step.outcome, output } };
      return all(membersDiffer(contract, whole, alike, { but: [] }), etagIs('same', whole, alike));
    },
  },
  {
    id: 'continuous-deployment.get.unknown',
    evidence: 'documented',
    demands: 'a distribution that does not exist can not be read',
    on: GET,
    moment: 'gotUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.update.unknown',
    evidence: 'documented',
    demands: 'a distribution that does not exist can not be updated',
    on: UPDATE,
    moment: 'updatedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution', 'PreconditionFailed', 'InvalidIfMatchVersion'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.delete.unknown',
    evidence: 'documented',
    demands: 'a distribution that does not exist can not be deleted',
    on: DELETE,
    moment: 'deletedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution', 'PreconditionFailed', 'InvalidIfMatchVersion'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.update.caller-reference',
    evidence: 'documented',
    demands: 'no update changes the caller reference of a distribution',
    on: UPDATE,
    moment: 'callerReferenceChanged',
    after: ['created'],
    allowed: { success: true, refusal: 'any' },
    wrong: (step, { primaryAfterStagingUpdate }, contract) =>
      step.outcome.kind === 'response'
        ? membersDiffer(contract, primaryAfterStagingUpdate, step, { only: ['CallerReference'] })
        : 'held',
  },
];
