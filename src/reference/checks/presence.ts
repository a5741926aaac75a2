import type { JsonObject } from '../../core/json.ts';
import { isObject } from '../json.ts';
import type { PolicyCheck } from './check.ts';
import { part, slugOf } from './places.ts';

/** What must be there wherever the structure around it is. */
const REQUIRED = [
  ['names', 'ContinuousDeploymentPolicyConfig.StagingDistributionDnsNames'],
  ['enabled', 'ContinuousDeploymentPolicyConfig.Enabled'],
  ['quantity', 'StagingDistributionDnsNames.Quantity'],
  ['type', 'TrafficConfig.Type'],
  ['weight', 'ContinuousDeploymentSingleWeightConfig.Weight'],
  ['idleTtl', 'SessionStickinessConfig.IdleTTL'],
  ['maximumTtl', 'SessionStickinessConfig.MaximumTTL'],
  ['header', 'ContinuousDeploymentSingleHeaderConfig.Header'],
  ['value', 'ContinuousDeploymentSingleHeaderConfig.Value'],
] as const;

const AROUND = {
  quantity: 'names',
  type: 'traffic',
  weight: 'weightConfig',
  idleTtl: 'stickiness',
  maximumTtl: 'stickiness',
  header: 'headerConfig',
  value: 'headerConfig',
} as const;

export const presence: PolicyCheck[] = REQUIRED.map(([place, member]) => {
  const concerns = (config: JsonObject): boolean =>
    isObject(place === 'names' || place === 'enabled' ? config : part(config, AROUND[place]));
  return {
    slug: `${slugOf(place)}-required`,
    rule: `${member}.required`,
    code: 'malformed',
    demands: `${member} is there`,
    test: { concerns, broken: (config) => concerns(config) && part(config, place) === undefined },
  };
});
