import { numeral } from '../../wire/xml-write.ts';
import type { PolicyCheck } from './check.ts';
import { numberOf } from './check.ts';
import { part } from './places.ts';

const bound = (side: 'minimum' | 'maximum', value: number): PolicyCheck => ({
  slug: `weight-${side}`,
  rule: `ContinuousDeploymentSingleWeightConfig.Weight.${side}`,
  code: 'InvalidArgument',
  demands: 'Weight is from 0 to 0.15',
  test: {
    measure: (config) => numberOf(part(config, 'weight')),
    limit: { side, value, exclusive: false },
    step: 0.001,
  },
});

export const weight: PolicyCheck[] = [
  bound('minimum', 0),
  bound('maximum', 0.15),
  {
    slug: 'zero-weight',
    rule: 'ContinuousDeploymentSingleWeightConfig.Weight.zero',
    code: 'InvalidArgument',
    demands: 'some traffic goes to the staging distribution',
    open: 'accept',
    test: { broken: (config) => part(config, 'weight') === 0 },
  },
  {
    slug: 'fine-weight',
    rule: 'ContinuousDeploymentSingleWeightConfig.Weight.decimals',
    code: 'InvalidArgument',
    demands: 'Weight has no more than three decimals',
    open: 'accept',
    test: {
      broken: (config) => {
        const value = numberOf(part(config, 'weight'));
        return value !== undefined && (numeral(value).split('.')[1] ?? '').length > 3;
      },
    },
  },
];
