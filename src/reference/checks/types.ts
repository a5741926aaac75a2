import type { Json } from '../../core/json.ts';
import { isObject } from '../json.ts';
import type { PolicyCheck } from './check.ts';
import { part, slugOf } from './places.ts';

// An empty element is read as empty text; as a structure it is one without members.
const structure = (value: Json): boolean => isObject(value);
const truth = (value: Json): boolean => typeof value === 'boolean';
const integer = (value: Json): boolean => Number.isInteger(value);
const number = (value: Json): boolean => typeof value === 'number';
const text = (value: Json): boolean => typeof value === 'string';
const texts = (value: Json): boolean => Array.isArray(value) && value.every(text);

/** Each part with what its rule is named after: a structure's own name, or the member's. */
const TYPES = [
  ['names', 'StagingDistributionDnsNames', structure, 'a structure'],
  ['enabled', 'ContinuousDeploymentPolicyConfig.Enabled', truth, 'a boolean'],
  ['quantity', 'StagingDistributionDnsNames.Quantity', integer, 'an integer'],
  ['items', 'StagingDistributionDnsNames.Items', texts, 'a list'],
  ['traffic', 'TrafficConfig', structure, 'a structure'],
  ['weightConfig', 'ContinuousDeploymentSingleWeightConfig', structure, 'a structure'],
  ['weight', 'ContinuousDeploymentSingleWeightConfig.Weight', number, 'a number'],
  ['stickiness', 'SessionStickinessConfig', structure, 'a structure'],
  ['idleTtl', 'SessionStickinessConfig.IdleTTL', integer, 'an integer'],
  ['maximumTtl', 'SessionStickinessConfig.MaximumTTL', integer, 'an integer'],
  ['headerConfig', 'ContinuousDeploymentSingleHeaderConfig', structure, 'a structure'],
] as const;

export const types: PolicyCheck[] = TYPES.map(([place, named, fits, due]) => ({
  slug: `${slugOf(place)}-type`,
  rule: `${named}.type`,
  code: 'malformed',
  demands: `${named} is ${due}`,
  test: {
    concerns: (config) => part(config, place) !== undefined,
    broken: (config) => {
      const value = part(config, place);
      return value !== undefined && !fits(value);
    },
  },
}));
