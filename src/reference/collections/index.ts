import type { Collection } from './collection.ts';
import { keyGroups, publicKeys } from './keys.ts';
import { originAccessControls } from './origin-access-controls.ts';
import { cachePolicies, originRequestPolicies, responseHeadersPolicies } from './policies.ts';

/** Every kind of thing that needs no code but its own checks. */
export const COLLECTIONS: readonly Collection[] = [
  originAccessControls,
  publicKeys,
  keyGroups,
  cachePolicies,
  originRequestPolicies,
  responseHeadersPolicies,
];
