import type { JsonObject } from '../../../core/json.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { refuses } from '../written.ts';
import { configOf, DELETE, UPDATE, without } from './helpers.ts';

/** What else goes wrong between policies and distributions. */
export const othersFaults: Fault[] = [
  refuses(
    {
      name: 'primary-refused',
      breaks: 'continuous-deployment.create.primary',
      about: 'A distribution that is no staging distribution is not created.',
    },
    ['CreateDistribution'],
    (input) => configOf(input).Staging !== true,
  ),
  {
    name: 'empty-policy-id-ignored',
    kind: 'written',
    breaks: 'continuous-deployment.detach',
    about: 'An empty policy id detaches nothing.',
    operate: around([UPDATE], (next) => (context, input) => {
      const config = input.DistributionConfig as JsonObject | undefined;
      if (config?.ContinuousDeploymentPolicyId !== '') return next(context, input);
      return next(context, { ...input, DistributionConfig: without(config, 'ContinuousDeploymentPolicyId') });
    }),
  },
  ...(['stale', 'missing'] as const).flatMap((verdict): Fault[] =>
    (verdict === 'stale' ? [UPDATE, DELETE] : [UPDATE]).map((operation) => ({
      name: `distribution-${operation === UPDATE ? 'update' : 'delete'}-${verdict}-if-match`,
      kind: 'derived',
      breaks: `continuous-deployment.${operation === UPDATE ? 'update' : 'delete'}.${verdict === 'stale' ? 'stale' : 'requires'}-if-match`,
      about: `${operation === UPDATE ? 'An update' : 'A delete'} of a distribution does not mind that its If-Match is ${verdict}.`,
      decide: ({ precondition }) => ({
        precondition: (asked) => {
          const before = precondition(asked);
          return asked.operation === operation && before === verdict ? 'holds' : before;
        },
      }),
    })),
  ),
  {
    name: 'distribution-config-has-own-etag',
    kind: 'written',
    breaks: 'continuous-deployment.get-config.agrees',
    about: 'The configuration of a distribution by itself comes with an ETag of its own.',
    operate: around(['GetDistributionConfig'], (next) => async (context, input) => {
      const result = await next(context, input);
      return 'output' in result ? { output: { ...result.output, ETag: 'EANOTHERETAG00' } } : result;
    }),
  },
];
