import { isObject } from '../json.ts';
import type { PolicyCheck } from './check.ts';
import { part } from './places.ts';

export const trafficType: PolicyCheck[] = [
  {
    slug: 'type-enum',
    rule: 'TrafficConfig.Type.enum',
    code: 'malformed',
    demands: 'the type of traffic is SingleWeight or SingleHeader',
    test: {
      concerns: (config) => part(config, 'type') !== undefined,
      broken: (config) => {
        const type = part(config, 'type');
        return type !== undefined && type !== 'SingleWeight' && type !== 'SingleHeader';
      },
    },
  },
  {
    slug: 'selected-config',
    rule: 'TrafficConfig.Type.selected-config-absent',
    code: 'InvalidArgument',
    demands: 'the configuration of the chosen type is there',
    open: 'refuse',
    test: {
      broken: (config) => {
        const type = part(config, 'type');
        if (type === 'SingleWeight') return part(config, 'weightConfig') === undefined;
        return type === 'SingleHeader' && part(config, 'headerConfig') === undefined;
      },
    },
  },
  {
    slug: 'other-config',
    rule: 'TrafficConfig.Type.other-config-present',
    code: 'InvalidArgument',
    demands: 'only the configuration of the chosen type is there',
    open: 'refuse',
    test: { broken: (config) => isObject(part(config, 'weightConfig')) && isObject(part(config, 'headerConfig')) },
  },
  {
    slug: 'traffic',
    rule: 'ContinuousDeploymentPolicyConfig.TrafficConfig.absent',
    code: 'InvalidArgument',
    demands: 'there is a traffic configuration',
    open: 'accept',
    test: { broken: (config) => part(config, 'traffic') === undefined },
  },
];
