import type { JsonObject } from '../../../core/json.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { refuses } from '../written.ts';
import { decides, keepingEtag, UPDATE, without } from './helpers.ts';

/** What goes wrong where policies are attached, moved and let go. */
export const policiesFaults: Fault[] = [
  {
    name: 'omitted-policy-id-detaches',
    kind: 'written',
    breaks: 'continuous-deployment.attach.omitted',
    about: 'An update of the primary distribution that leaves the policy out detaches it.',
    operate: around([UPDATE], (next) => (context, input) => {
      const config = input.DistributionConfig as JsonObject | undefined;
      const sent = config?.ContinuousDeploymentPolicyId;
      return next(
        context,
        sent === undefined ? { ...input, DistributionConfig: { ...config, ContinuousDeploymentPolicyId: '' } } : input,
      );
    }),
  },
  {
    name: 'policy-id-not-stored',
    kind: 'written',
    breaks: 'continuous-deployment.attach',
    about: 'Attaching a policy is answered as done and not stored.',
    decide: ({ kept }) => ({ kept: (sent, before) => without(kept(sent, before), 'ContinuousDeploymentPolicyId') }),
  },
  {
    name: 'policy-id-not-on-staging',
    kind: 'written',
    breaks: 'continuous-deployment.attach.shows-on-staging',
    about: 'The staging distribution does not show the attached policy.',
    operate: around(['GetDistribution', 'GetDistributionConfig'], (next) => (context, input) => {
      const { claims } = context.state;
      const held = new Map(claims);
      claims.clear();
      const result = next(context, input);
      for (const [name, id] of held) claims.set(name, id);
      return result;
    }),
  },
  {
    name: 'identical-policy-breaks-down',
    kind: 'written',
    breaks: '{answer.no-server-error,continuous-deployment.{second-policy,identical-policy}}',
    about: 'A second policy for a staging distribution is answered 500.',
    operate: around(['CreateContinuousDeploymentPolicy'], (next) => async (context, input) => {
      const result = await next(context, input);
      const clash = 'refusal' in result && /AlreadyExists|InUse/.test(result.refusal.code);
      return clash ? { refusal: { code: 'InternalFailure', message: 'A unique key is violated.' } } : result;
    }),
  },
  {
    name: 'second-policy-replaces-the-first',
    kind: 'written',
    breaks: 'continuous-deployment.{second-policy,identical-policy}',
    about: 'A second policy for a staging distribution takes the place of the first.',
    decide: ({ protects }) => ({ protects: (what) => what !== 'second-policy' && protects(what) }),
    operate: around(['CreateContinuousDeploymentPolicy'], (next) => async (context, input) => {
      const { policies, claims } = context.state;
      const before = new Map(claims);
      const result = await next(context, input);
      for (const [name, id] of before) if (claims.get(name) !== id) policies.delete(id);
      return result;
    }),
  },
  decides(
    'policy-ids-in-braces',
    'continuous-deployment.policy-id',
    'Ids of policies stand in braces.',
    ({ newId }) => ({
      newId: (naming) => (naming.kind === 'policy' ? `{${newId(naming)}}` : newId(naming)),
    }),
  ),
  refuses(
    {
      name: 'detached-policy-kept',
      breaks: 'continuous-deployment.delete.detached-policy',
      about: 'A policy that was ever attached can not be deleted.',
    },
    ['DeleteContinuousDeploymentPolicy'],
    (input, { state }) =>
      [...state.distributions.values()].some(
        ({ version, config }) => version > 2 && config.Staging !== true && input.Id !== undefined,
      ),
  ),
  refuses(
    {
      name: 'policy-for-copy-refused',
      breaks: 'continuous-deployment.policy-for-copy',
      about: 'A policy for the staging distribution that a copy made is refused.',
    },
    ['CreateContinuousDeploymentPolicy'],
    (input, { state }) => {
      const names = JSON.stringify(input.ContinuousDeploymentPolicyConfig ?? null);
      return [...state.distributions.values()].some(
        ({ domainName, config }) =>
          config.Staging === true && state.distributions.size > 1 && names.includes(domainName),
      );
    },
  ),
  {
    name: 'attaching-keeps-etag',
    kind: 'written',
    breaks: 'continuous-deployment.attach.new-etag',
    about: 'Attaching a policy leaves the primary distribution its ETag.',
    operate: keepingEtag((config) => config.Staging !== true && config.ContinuousDeploymentPolicyId !== undefined),
  },
];
