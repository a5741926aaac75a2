/** The operations that this feature is made of. */
export const CREATE_POLICY = 'CreateContinuousDeploymentPolicy';
export const GET_POLICY = 'GetContinuousDeploymentPolicy';
export const GET_POLICY_CONFIG = 'GetContinuousDeploymentPolicyConfig';
export const UPDATE_POLICY = 'UpdateContinuousDeploymentPolicy';
export const DELETE_POLICY = 'DeleteContinuousDeploymentPolicy';
export const CREATE = 'CreateDistribution';
export const COPY = 'CopyDistribution';
export const GET = 'GetDistribution';
export const GET_CONFIG = 'GetDistributionConfig';
export const UPDATE = 'UpdateDistribution';
export const PROMOTE = 'UpdateDistributionWithStagingConfig';
export const DELETE = 'DeleteDistribution';

/** The rule on each operation that demands that it succeeds at all. */
export const DEMANDED_BY: Record<string, string> = {
  [CREATE_POLICY]: 'continuous-deployment.policy-for-copy',
  [CREATE]: 'continuous-deployment.create.primary',
  [COPY]: 'continuous-deployment.copy.makes-staging',
  [UPDATE]: 'continuous-deployment.staging.update',
  [PROMOTE]: 'continuous-deployment.promote',
};
