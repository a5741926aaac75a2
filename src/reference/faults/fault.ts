import type { Modification } from '../modification.ts';

/** A modification that a suite must find. */
export interface Fault extends Modification {
  name: string;
  /** Whether it was made of a check's data or written by hand. */
  kind: 'derived' | 'written';
  /** Glob over the ids of the rules of which one at least must fail. */
  breaks: string;
  /** What such an implementation does, as one sentence. */
  about: string;
}

export const CREATE = 'CreateContinuousDeploymentPolicy';
export const GET = 'GetContinuousDeploymentPolicy';
export const GET_CONFIG = 'GetContinuousDeploymentPolicyConfig';
export const UPDATE = 'UpdateContinuousDeploymentPolicy';
export const DELETE = 'DeleteContinuousDeploymentPolicy';
export const LIST = 'ListContinuousDeploymentPolicies';
