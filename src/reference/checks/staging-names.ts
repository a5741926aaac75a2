import { isObject, textsAt } from '../json.ts';
import type { PolicyCheck } from './check.ts';
import { PLACES, part } from './places.ts';

const count = (config: Parameters<typeof part>[0]): number => {
  const items = part(config, 'items');
  return Array.isArray(items) ? items.length : 0;
};

export const stagingNames: PolicyCheck[] = [
  {
    slug: 'quantity-count',
    rule: 'StagingDistributionDnsNames.Quantity.countOf',
    code: 'InconsistentQuantities',
    demands: 'Quantity is the number of Items',
    test: {
      concerns: (config) => typeof part(config, 'quantity') === 'number',
      broken: (config) => {
        const quantity = part(config, 'quantity');
        return typeof quantity === 'number' && quantity !== count(config);
      },
    },
  },
  {
    slug: 'one-name',
    rule: 'StagingDistributionDnsNames.Items.none',
    code: 'InvalidArgument',
    demands: 'a staging distribution is named',
    open: 'refuse',
    test: { broken: (config) => isObject(part(config, 'names')) && count(config) === 0 },
  },
  {
    slug: 'two-names',
    rule: 'StagingDistributionDnsNames.Items.several',
    code: 'InvalidArgument',
    demands: 'no more than one staging distribution is named',
    open: 'refuse',
    test: { broken: (config) => count(config) > 1 },
  },
  {
    slug: 'empty-name',
    rule: 'StagingDistributionDnsNames.Items.empty',
    code: 'InvalidArgument',
    demands: 'a name is not empty',
    open: 'refuse',
    test: { broken: (config) => textsAt(config, PLACES.items).some((name) => name.trim() === '') },
  },
  {
    slug: 'foreign-name',
    rule: 'StagingDistributionDnsNames.Items.form',
    code: 'InvalidArgument',
    demands: 'a name is one of CloudFront',
    open: 'accept',
    test: {
      broken: (config) => textsAt(config, PLACES.items).some((name) => !/^[a-z0-9]+\.cloudfront\.net$/.test(name)),
    },
  },
];
