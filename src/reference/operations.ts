import { COLLECTIONS } from './collections/index.ts';
import { collectionOperations } from './collections/operations.ts';
import { copyDistribution } from './distributions/copy.ts';
import { createDistribution } from './distributions/create.ts';
import { deleteDistribution } from './distributions/delete.ts';
import { listDistributions } from './distributions/list.ts';
import { promoteStaging } from './distributions/promote.ts';
import { getDistribution, getDistributionConfig } from './distributions/read.ts';
import { updateDistribution } from './distributions/update.ts';
import type { Operations } from './modification.ts';
import { createPolicy } from './policies/create.ts';
import { deletePolicy } from './policies/delete.ts';
import { listPolicies } from './policies/list.ts';
import { getPolicy, getPolicyConfig } from './policies/read.ts';
import { updatePolicy } from './policies/update.ts';
import { TAG_OPERATIONS } from './tags.ts';

/** What the reference can do. */
export const OPERATIONS: Operations = {
  CreateContinuousDeploymentPolicy: createPolicy,
  GetContinuousDeploymentPolicy: getPolicy,
  GetContinuousDeploymentPolicyConfig: getPolicyConfig,
  UpdateContinuousDeploymentPolicy: updatePolicy,
  DeleteContinuousDeploymentPolicy: deletePolicy,
  ListContinuousDeploymentPolicies: listPolicies,
  CreateDistribution: createDistribution,
  GetDistribution: getDistribution,
  GetDistributionConfig: getDistributionConfig,
  UpdateDistribution: updateDistribution,
  CopyDistribution: copyDistribution,
  UpdateDistributionWithStagingConfig: promoteStaging,
  DeleteDistribution: deleteDistribution,
  ListDistributions: listDistributions,
  ...TAG_OPERATIONS,
  ...Object.assign({}, ...COLLECTIONS.map(collectionOperations)),
};
