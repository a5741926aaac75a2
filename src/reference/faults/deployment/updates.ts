import type { Fault } from '../fault.ts';
import { configOf, DELETE, keepingEtag, refuses } from './helpers.ts';

/** What goes wrong in updates and deletes of distributions. */
export const updatesFaults: Fault[] = [
  refuses(
    'staging-created-refused',
    'continuous-deployment.create.staging',
    'No staging distribution is created but by a copy.',
    'CreateDistribution',
    (input) => configOf(input).Staging === true,
  ),
  refuses(
    'disabled-staging-kept',
    'continuous-deployment.delete.disabled-staging',
    'A staging distribution is never deleted.',
    DELETE,
    (input, { state }) => {
      const { config } = state.distributions.get(String(input.Id)) ?? {};
      return config?.Staging === true && config.Enabled === false;
    },
  ),
  refuses(
    'disabled-primary-kept',
    'continuous-deployment.delete.disabled-primary',
    'A primary distribution is never deleted.',
    DELETE,
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
