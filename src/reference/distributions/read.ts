import type { Operate } from '../context.ts';
import { show } from '../entries.ts';
import { findDistribution } from './find.ts';
import { configBody, distributionBody } from './show.ts';

export const getDistribution: Operate = (context, input) => {
  const found = findDistribution(context, input.Id);
  if ('refusal' in found) return found;
  const shown = show(context, found.distribution, 'read');
  return { output: { Distribution: distributionBody(context, shown), ETag: shown.etag } };
};

export const getDistributionConfig: Operate = (context, input) => {
  const found = findDistribution(context, input.Id);
  if ('refusal' in found) return found;
  const shown = show(context, found.distribution, 'read-config');
  return { output: { DistributionConfig: configBody(context, shown), ETag: shown.etag } };
};
