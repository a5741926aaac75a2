import type { Json, JsonObject } from '../../../core/json.ts';
import { isObject } from '../../json.ts';

export const CREATE = 'CreateDistribution';
export const GET = 'GetDistribution';
export const GET_CONFIG = 'GetDistributionConfig';
export const UPDATE = 'UpdateDistribution';
export const DELETE = 'DeleteDistribution';
export const COPY = 'CopyDistribution';
export const PROMOTE = 'UpdateDistributionWithStagingConfig';
export const LIST = 'ListDistributions';

export const slug = (part: string): string => part.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();

export const isDistribution = (config: JsonObject): boolean => config.DefaultCacheBehavior !== undefined;

export const itemsOf = (value: Json | undefined): Json[] =>
  isObject(value) && Array.isArray(value.Items) ? value.Items : [];
