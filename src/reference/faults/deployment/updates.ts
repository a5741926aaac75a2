import type { Fault } from '../fault.ts';
import { refuses } from '../written.ts';
import { configOf, DELETE, keepingEtag } from './helpers.ts';

/** What goes wrong in updates and deletes of distributions. */
export const updatesFaults: Fault[] = [
  refuses(
    {
      name: 'staging-created-refused',
      breaks: 'continuous-deployment.create.staging',
      about: 'No staging distribution is created but by a copy.',
    },
    ['CreateDistribution'],
    (input) => configOf(input).Staging === true,
  ),
  refuses(
    {
      name: 'disabled-staging-kept',
      breaks: 'continuous-deployment.delete.disabled-staging',
      about: 'A staging distribution is never deleted.',
    },
    [DELETE],
    (input, { state }) => {
      const { config } = state.distributions.get(String(input.Id)) ?? {};
      return config?.Staging === true && config.Enabled === false;
    },
  ),
  refuses(
    {
      name: 'disabled-primary-kept',
      breaks: 'continuous-deployment.delete.disabled-primary',
      about: 'A primary distribution is never deleted.',
    },
    [DELETE],
    (input, { state }) => {
      const { config } = state.distributions.get(String(input.Id)) ?? {};
      return config?.Staging !== true && config?.Enabled === false;
    },
  ),
  {
    name: 'staging-update-keeps-etag',
    kind: 'written',
    breaks: 'continuous-deployment.staging.update',
    about: 'An update of a staging distribution leaves its ETag as it was.',
    operate: keepingEtag((config) => config.Staging === true),
  },
];
