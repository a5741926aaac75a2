import type { Step } from '../../core/test-context.ts';
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
    demands: 'a create with the required members alone must succeed',
    on: CREATE,
    moment: 'created',
    after: [],
    allowed: SUCCESS,
  },
  {
    id: 'continuous-deployment.create.caller-reference',
    evidence: 'documented',
    demands: 'a create with a used CallerReference must be refused, whatever else it holds',
    on: CREATE,
    moment: 'createdAgain',
    after: ['created'],
    allowed: refusedWith('DistributionAlreadyExists'),
    errors: ['DistributionAlreadyExists'],
    citations: ({ $defs }) => $defs.DistributionConfig?.properties?.CallerReference?.basis?.type?.citations ?? [],
  },
  {
    id: 'continuous-deployment.create.staging',
    evidence: 'recorded',
    demands: 'a create with Staging true must make a staging distribution',
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
    demands: 'a create of a staging distribution with aliases must be refused',
    on: CREATE,
    moment: 'createdStagingWithAliases',
    breaks: 'aliases of a staging distribution',
    after: [],
    allowed: REFUSED,
    field: ['8'],
  },
  {
    id: 'continuous-deployment.create.policy',
    evidence: 'recorded',
    demands: 'a create with a ContinuousDeploymentPolicyId must be refused',
    on: CREATE,
    moment: 'createdWithPolicy',
    after: ['created', 'copied', 'policyMade'],
    allowed: refusedWith('InvalidArgument'),
    field: ['1'],
  },
  {
    id: 'continuous-deployment.copy.if-match',
    evidence: 'documented',
    demands: 'a copy with a stale If-Match must be refused',
    on: COPY,
    moment: 'copiedUnversioned',
    after: ['created'],
    allowed: REFUSED,
    breaks: 'another If-Match',
    errors: ['InvalidIfMatchVersion', 'PreconditionFailed'],
  },
  {
    id: 'continuous-deployment.copy.makes-staging',
    evidence: 'documented',
    demands: 'a copy must be a staging distribution, enabled as requested',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    allowed: SUCCESS,
    wrong: (step) => all(memberIs(step, 'Staging', true), memberIs(step, 'Enabled', true)),
  },
  {
    id: 'continuous-deployment.copy.enabled',
    evidence: 'documented',
    demands: 'a copy with Enabled false must be disabled',
    on: COPY,
    moment: 'copiedDisabled',
    after: ['created'],
    wrong: (step) => memberIs(step, 'Enabled', false),
  },
  {
    id: 'continuous-deployment.copy.caller-reference',
    evidence: 'documented',
    demands: 'a copy must have the CallerReference that was sent',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong: (step) => memberIs(step, 'CallerReference', step.call.input.CallerReference),
  },
  {
    id: 'continuous-deployment.copy.behaviour',
    evidence: 'documented',
    demands: 'a copy must have the origins and cache behaviors of its primary distribution',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong: (step, { created }, contract) => membersDiffer(contract, created, step, { only: BEHAVIOUR }),
  },
  {
    id: 'continuous-deployment.copy.rest',
    evidence: 'inferred',
    demands: 'a copy must have the remaining configuration of its primary distribution',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong: (step, { created }, contract) => membersDiffer(contract, created, step, { but: [...OWN, ...BEHAVIOUR] }),
  },
  {
    id: 'continuous-deployment.copy.aliases',
    evidence: 'recorded',
    demands: 'a copy must have no aliases',
    on: COPY,
    moment: 'copied',
    after: ['created'],
    wrong(step) {
      const config = shownConfig(step);
      if (!config) return unseen('the response shows no configuration');
      const aliases = config.Aliases as { Items?: string[] } | undefined;
      return aliases?.Items?.length ? { expected: 'no aliases', actual: aliases.Items.join(', ') } : 'held';
    },
    field: ['8'],
  },
  {
    id: 'continuous-deployment.copy.leaves-primary',
    evidence: 'documented',
    demands: 'a copy must not change the primary distribution',
    on: GET,
    says: COPY,
    moment: 'primaryAfterCopy',
    after: ['created', 'primaryBeforeCopy', 'copied'],
    wrong: (step, { primaryBeforeCopy }, contract) => membersDiffer(contract, primaryBeforeCopy, step, { but: [] }),
  },
  {
    id: 'continuous-deployment.copy.leaves-etag',
    evidence: 'inferred',
    demands: 'a copy must not change the ETag of the primary distribution',
    on: GET,
    moment: 'primaryAfterCopy',
    after: ['created', 'primaryBeforeCopy', 'copied'],
    wrong: (step, { primaryBeforeCopy }) => etagIs('same', primaryBeforeCopy, step),
  },
  {
    id: 'continuous-deployment.copy.caller-reference-used',
    evidence: 'documented',
    demands: 'a copy with a used CallerReference must be refused',
    on: COPY,
    moment: 'copiedAgain',
    after: ['created'],
    allowed: refusedWith('DistributionAlreadyExists'),
    errors: ['DistributionAlreadyExists'],
    citations: ({ $defs }) => $defs.DistributionConfig?.properties?.CallerReference?.basis?.type?.citations ?? [],
  },
  {
    id: 'continuous-deployment.copy.enabled-by-default',
    evidence: 'documented',
    demands: 'a copy without Enabled must be enabled',
    on: COPY,
    moment: 'copiedByDefault',
    after: ['created'],
    wrong: (step) => memberIs(step, 'Enabled', true),
    citations: ({ $defs }) => $defs.CopyDistributionRequest?.properties?.Enabled?.basis?.type?.citations ?? [],
  },
  {
    id: 'continuous-deployment.copy.unknown',
    evidence: 'documented',
    demands: 'a copy of an unknown distribution must be refused',
    on: COPY,
    moment: 'copiedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.copy.separate',
    evidence: 'documented',
    demands: 'an update of a staging distribution must not change a primary distribution',
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
    demands: 'an update of a staging distribution must succeed and return a new ETag',
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
    demands: 'GetDistributionConfig must return the configuration and ETag that GetDistribution returns',
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
    demands: 'a read of an unknown distribution must be refused',
    on: GET,
    moment: 'gotUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.update.unknown',
    evidence: 'documented',
    demands: 'an update of an unknown distribution must be refused',
    on: UPDATE,
    moment: 'updatedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution', 'PreconditionFailed', 'InvalidIfMatchVersion'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.delete.unknown',
    evidence: 'documented',
    demands: 'a delete of an unknown distribution must be refused',
    on: DELETE,
    moment: 'deletedUnknown',
    after: ['created'],
    allowed: refusedWith('NoSuchDistribution', 'PreconditionFailed', 'InvalidIfMatchVersion'),
    errors: ['NoSuchDistribution'],
  },
  {
    id: 'continuous-deployment.update.caller-reference',
    evidence: 'documented',
    demands: 'an update must not change the CallerReference of a distribution',
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
