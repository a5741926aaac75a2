import type { Json, JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { isObject, textAt, textsAt } from '../json.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { RELATIONS } from './relations.ts';
import { shapeFault } from './shape.ts';

const MOST_COMMENT = 128;

export const isStaging = (config: JsonObject): boolean => config.Staging === true;

export const aliasesOf = (config: JsonObject): string[] => textsAt(config, ['Aliases', 'Items']);

/** The policy that a configuration names; undefined for none, which may be spelled as empty text. */
export const policyIdOf = (config: JsonObject): string | undefined =>
  typeof config.ContinuousDeploymentPolicyId === 'string' && config.ContinuousDeploymentPolicyId !== ''
    ? config.ContinuousDeploymentPolicyId
    : undefined;

/** Reads a configuration that was sent and holds it against all that concerns it alone and the other distributions' aliases. */
export function readConfig(
  context: Context,
  sent: Json | undefined,
  self?: Distribution,
): { config: JsonObject } | { refusal: Refusal } {
  const { behaviour, contract } = context;
  if (!isObject(sent)) return refuse(behaviour.malformedCode, 'The body is no configuration.');
  const fault = shapeFault(contract, { $ref: '#/$defs/DistributionConfig' }, sent, 'DistributionConfig');
  if (fault) return refuse(fault.kind === 'count' ? 'InconsistentQuantities' : behaviour.malformedCode, fault.message);
  const relation = RELATIONS.find(({ slug, broken }) => behaviour.relates(slug) && broken(sent));
  if (relation) return refuse('InvalidArgument', `It is demanded that ${relation.demands}.`);
  if (textAt(sent, ['Comment']).length > MOST_COMMENT && behaviour.protects('comment-length')) {
    return refuse('InvalidArgument', `A comment has at most ${MOST_COMMENT} characters.`);
  }
  if (textAt(sent, ['DefaultRootObject']).startsWith('/')) {
    return refuse('InvalidDefaultRootObject', 'The default root object starts with no slash.');
  }
  const aliases = aliasesOf(sent);
  if (isStaging(sent) && aliases.length > 0 && behaviour.protects('staging-aliases')) {
    return refuse('InvalidArgument', 'A staging distribution has no aliases.');
  }
  for (const other of context.state.distributions.values()) {
    if (other.id !== self?.id && aliasesOf(other.config).some((alias) => aliases.includes(alias))) {
      return refuse('CNAMEAlreadyExists', 'Another distribution has one of the aliases.');
    }
  }
  return { config: sent };
}
