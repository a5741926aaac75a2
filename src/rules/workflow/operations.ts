/** The operations that this feature is made of. */
export const CREATE_POLICY = 'CreateContinuousDeploymentPolicy';
export const GET_POLICY = 'GetContinuousDeploymentPolicy';
export const UPDATE_POLICY = 'UpdateContinuousDeploymentPolicy';
export const DELETE_POLICY = 'DeleteContinuousDeploymentPolicy';
export const CREATE = 'CreateDistribution';
export const COPY = 'CopyDistribution';
export const GET = 'GetDistribution';
export const GET_CONFIG = 'GetDistributionConfig';
export const UPDATE = 'UpdateDistribution';
export const PROMOTE = 'UpdateDistributionWithStagingConfig';
export const DELETE = 'DeleteDistribution';
