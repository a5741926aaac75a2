import type { Json, JsonObject } from '../../core/json.ts';
import type { Context, Operate } from '../context.ts';
import { locationOf, newEntry, show } from '../entries.ts';
import { type OperationResult, type Refusal, refuse } from '../refusal.ts';
import { type Distribution, type Tags, useOf } from '../state.ts';
import { policyIdOf, readConfig } from './config.ts';
import { distributionBody } from './show.ts';

export const createDistribution: Operate = (context, input) => create(context, input.DistributionConfig);

/** Creates a distribution of a configuration as it was sent. */
export function create(context: Context, sent: Json | undefined, tags?: Tags): OperationResult {
  const read = readConfig(context, sent);
  if ('refusal' in read) return read;
  const { config } = read;
  if (policyIdOf(config) !== undefined && context.behaviour.protects('attach-on-create')) {
    return refuse('InvalidArgument', 'A policy is attached by an update, not on creation.');
  }
  return checkCallerReference(context, config) ?? addDistribution(context, config, tags);
}

/** Refuses a caller reference that a distribution has. */
export function checkCallerReference(
  { state, behaviour }: Context,
  { CallerReference }: JsonObject,
): { refusal: Refusal } | undefined {
  if (!behaviour.protects('caller-reference')) return undefined;
  for (const { config } of state.distributions.values()) {
    if (config.CallerReference === CallerReference) {
      return refuse('DistributionAlreadyExists', 'A distribution was created with this caller reference.');
    }
  }
  return undefined;
}

/** Adds a distribution and answers as its creation does. */
export function addDistribution(context: Context, config: JsonObject, tags?: Tags): OperationResult {
  const { state, behaviour, seed, now } = context;
  const reference = String(config.CallerReference);
  const distribution: Distribution = {
    ...newEntry(context, 'distribution', reference, config),
    domainName: behaviour.newId({ kind: 'domain', seed, name: reference, use: useOf(state, `domain ${reference}`) }),
    deployedAt: now().getTime() + behaviour.deploying,
    ...(tags && { tags }),
  };
  state.distributions.set(distribution.id, distribution);
  const shown = show(context, distribution, 'create');
  return {
    output: {
      Distribution: distributionBody(context, shown),
      Location: locationOf(context, 'CreateDistribution', shown.id),
      ETag: shown.etag,
    },
  };
}
